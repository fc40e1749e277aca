/** What the pages need from outside. */
import type { TrialPorts } from '#delivery/trial';
import type { Finder } from '#directory/find-store';
import type { Usuals } from '#directory/usual-store';
import type { FhirPorts } from '#fhir/ports';
import type { Entrance } from '#identity/entrance';
import type { Sessions } from '#identity/session-store';
import type { Users } from '#identity/user-store';
import type { Log } from '#platform/log';
import type { Clock, Ids, Mail, Outbox, Secrets, Table, Texts } from '#platform/types';

export type WebPorts = {
  /** The FHIR face in the same process: what both can do is done there, by the same policy. */
  fhir: FhirPorts;
  sessions: Pick<Sessions, 'find' | 'over'>;
  /** Sessions, users and what else is kept for the pages alone. */
  access: Table;
  /** The people who sign in: whom to tell, and who can still look after a list. */
  users: Pick<Users, 'ofPractice' | 'ofPractitioner' | 'ofManager'>;
  /** What help there is near somebody, and how services usually answer; each remembers what it read. */
  finder: Finder;
  usuals: Usuals;
  /** Letters by e-mail: that something waits in the hub, never of whom. */
  mail: Mail;
  clock: Clock;
  /** Of the function alone that serves the pages on organisations' systems: what reaches their addresses, and their keys. */
  systems?: Pick<TrialPorts, 'send' | 'secrets'> | undefined;
  /** Of the function alone that serves the studies: the keys of their pseudonyms. */
  study?: { secrets: Secrets } | undefined;
  ids: Ids;
  log: Log;
  /** Absent where the hub has nothing to text from. */
  texts?: Texts | undefined;
  /** Of a local hub alone. */
  outbox?: Outbox | undefined;
  /** Of the people of organisations, who have no account: of the function that serves them. */
  entrance?: Entrance | undefined;
  /** A local hub: everybody in it is invented, and the pages say so. */
  local: boolean;
};
