/** What a no ends: asked before it is said, so that the person may know, and again when it is. */
import type { ConsentStatement } from '#people/types';
import type { Instant } from '#platform/types';
import { consentTo, statementsIn, withStatement } from './consent.ts';
import { openOnward } from './roll-up.ts';
import type { Onward, Referral } from './types.ts';

export const endedBy = (referral: Referral, statement: ConsentStatement, at: Instant): Onward[] => {
  if (statement.gives) return [];
  const said = withStatement(statementsIn(referral), statement);
  return openOnward(referral).filter(({ organisation }) =>
    statement.permissions.some((permission) => consentTo(said, { permission, organisation, at }) === 'withdrawn'),
  );
};
