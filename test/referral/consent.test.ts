/** What somebody agreed to, said again and taken back: laws for whatever was said in whatever order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OrganisationId } from '#identity/types';
import type { ConsentStatement, Permission } from '#people/types';
import { instantOf } from '#platform/time';
import type { Instant } from '#platform/types';
import { consentTo, consentToReferOn, isRefused, statementsIn, withEarlier, withStatement } from '#referral/consent';
import { pantry, welfare } from '#test/referrals';

const hour = (n: number): Instant => instantOf(Date.UTC(2026, 10, 2) + n * 3_600_000);
const nobody = 'nobody' as OrganisationId;
const organisation = fc.constantFrom(pantry, welfare);
const permission = fc.constantFrom<Permission>('refer', 'share');
const permissions = fc.subarray<Permission>(['refer', 'share'], { minLength: 1 });
const hours = fc.integer({ min: 0, max: 20 }).map(hour);
/** As the hub makes them: a no has no period, and names whom it is about or nobody. */
const statement: fc.Arbitrary<ConsentStatement> = fc
  .record(
    { gives: fc.boolean(), permissions, with: fc.uniqueArray(organisation, { minLength: 1 }), from: hours, until: hours, at: hours },
    { requiredKeys: ['gives', 'permissions', 'at'] },
  )
  .map(({ from, until, ...said }) => ({ ...said, ...(said.gives && from ? { from } : {}), ...(said.gives && until ? { until } : {}) }));
const said = fc.array(statement, { maxLength: 8 });
/** Later than whatever is said above. */
const later = fc.integer({ min: 21, max: 40 }).map(hour);
const question = fc.record({ permission, organisation, at: fc.oneof(hours, later) });
const plain: ConsentStatement = { gives: true, permissions: ['refer', 'share'], at: hour(0) };

const kinds = new Map<string, number>();
const law = <Ts>(name: string, property: fc.IPropertyWithHooks<Ts>) => test(name, () => fc.assert(property, { numRuns: 1000 }));

describe('whatever was said', () => {
  law(
    'who said nothing gave nothing',
    fc.property(question, (asked) => {
      expect(consentTo([], asked)).toBe('not-given');
    }) as never,
  );
  law(
    'a no after it is withdrawn, a yes after it is given',
    fc.property(said, question, (all, { permission, organisation }) => {
      const last = { permissions: [permission], with: [organisation], at: hour(21) };
      const asked = { permission, organisation, at: hour(22) };
      expect(consentTo([...all, { ...last, gives: false }], asked)).toBe('withdrawn');
      expect(consentTo([...all, { ...last, gives: true }], asked)).toBe('given');
    }),
  );
  law(
    'what is said of one organisation changes nothing for another, and of one permission nothing for the other',
    fc.property(said, statement, question, (all, one, asked) => {
      const ofOther = { ...one, with: [asked.organisation === pantry ? welfare : pantry], at: hour(20) };
      expect(consentTo([...all, ofOther], asked)).toBe(consentTo(all, asked));
      const otherPermission: ConsentStatement = { ...one, permissions: [asked.permission === 'refer' ? 'share' : 'refer'] };
      expect(consentTo([...all, otherPermission], asked)).toBe(consentTo(all, asked));
    }),
  );
  law(
    'the order in which it is kept never matters, for each was said at its own time',
    fc.property(
      fc
        .uniqueArray(statement, { selector: ({ at }) => at, maxLength: 8 })
        .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      question,
      ([all, shuffled], asked) => {
        expect(consentTo(shuffled, asked)).toBe(consentTo(all, asked));
      },
    ),
  );
  law(
    'a permit holds from its beginning until its end, neither before nor after',
    fc.property(hours, hours, fc.oneof(hours, later), (from, until, at) => {
      const standing = consentTo([{ ...plain, from, until }], { permission: 'share', organisation: pantry, at });
      expect(standing).toBe(at < from ? 'not-given' : at >= until ? 'expired' : 'given');
    }),
  );
  law(
    'what is left out as outdated changes no answer from then on, and the list stays short',
    fc.property(said, question, (all, asked) => {
      const inTime = [...all].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
      const kept = inTime.reduce(withStatement, [] as ConsentStatement[]);
      const last = inTime.at(-1)?.at ?? asked.at;
      const at = asked.at > last ? asked.at : last;
      const standing = consentTo(kept, { ...asked, at });
      expect(standing).toBe(consentTo(inTime, { ...asked, at }));
      expect(isRefused({ consent: false, consents: kept })).toBe(isRefused({ consent: false, consents: inTime }));
      kinds.set(standing, (kinds.get(standing) ?? 0) + 1);
    }),
  );
  test('the laws saw every answer there is', () => {
    expect([...kinds.keys()].sort()).toEqual(['expired', 'given', 'not-given', 'withdrawn']);
    for (const count of kinds.values()) expect(count).toBeGreaterThan(20);
  });
  test('a mind changed a hundred times is kept as its last word', () => {
    const changing = Array.from({ length: 100 }, (_, n): ConsentStatement => ({ ...plain, gives: n % 2 === 0, at: hour(n) }));
    expect(changing.reduce(withStatement, [] as ConsentStatement[])).toHaveLength(1);
  });
});

describe('referring on to an organisation', () => {
  const asks = (...consents: ConsentStatement[]) => consentToReferOn(consents, pantry, hour(5));
  test('needs both permissions', () => {
    expect(asks(plain)).toBe('given');
    expect(asks({ ...plain, permissions: ['share'] })).toBe('not-given');
    expect(asks({ ...plain, permissions: ['refer'] })).toBe('not-given');
    expect(asks({ ...plain, permissions: ['refer'] }, { ...plain, permissions: ['share'] })).toBe('given');
  });
  test('is not covered by a yes to another, nor kept by a yes to all from before a no to it', () => {
    expect(asks({ ...plain, with: [welfare] })).toBe('not-given');
    expect(asks(plain, { ...plain, gives: false, with: [pantry], at: hour(1) })).toBe('withdrawn');
  });
  test('may begin again where a yes was renewed before it ran out', () => {
    const [first, renewed] = [
      { ...plain, until: hour(6) },
      { ...plain, from: hour(6), at: hour(2) },
    ];
    expect(asks(first, renewed)).toBe('given');
    expect(consentToReferOn([first, renewed], pantry, hour(7))).toBe('given');
  });
  test('begins with what the person had said before, unless they say plainly yes now', () => {
    const earlier: ConsentStatement[] = [{ ...plain, gives: false }];
    const begun = (sent: { consent: boolean; consents?: ConsentStatement[] }) => consentToReferOn(statementsIn(withEarlier(sent, earlier)), pantry, hour(5));
    expect(begun({ consent: false })).toBe('withdrawn');
    expect(begun({ consent: true })).toBe('given');
    expect(begun({ consent: false, consents: [{ ...plain, with: [pantry], at: hour(1) }] })).toBe('given');
    expect(begun({ consent: false, consents: [{ ...plain, with: [welfare], at: hour(1) }] })).toBe('withdrawn');
    expect(begun({ consent: true, consents: [{ ...plain, with: [pantry], until: hour(3), at: hour(1) }] })).toBe('expired');
    expect(withEarlier({ consent: false }, [])).toEqual({ consent: false });
  });
  test('keeps what was taken back after the person gave the consent that comes only now', () => {
    const earlier: ConsentStatement[] = [{ ...plain, gives: false, at: hour(2) }];
    const begun = (consentAt: Instant) => consentToReferOn(statementsIn(withEarlier({ consent: true, consentAt }, earlier)), pantry, hour(5));
    expect([begun(hour(1)), begun(hour(2)), begun(hour(3))]).toEqual(['withdrawn', 'given', 'given']);
  });
  test('is asked of the plain consent of the request too, which is older than all else', () => {
    const no = { ...plain, gives: false, with: [nobody], at: instantOf(1) };
    expect(consentToReferOn(statementsIn({ consent: true }), nobody, hour(1))).toBe('given');
    expect(consentToReferOn(statementsIn({ consent: true, consents: [no] }), nobody, hour(1))).toBe('withdrawn');
    expect(consentToReferOn(statementsIn({ consent: false }), nobody, hour(1))).toBe('not-given');
  });
});
