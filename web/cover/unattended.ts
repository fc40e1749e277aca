/** Whose lists nobody looks after, and what of them needs somebody now. Who the people are is not read. */
import { absenceStore } from '#directory/absence-store';
import { type Attendance, attendanceOf, isAttended, type Standing } from '#directory/attendance';
import type { PracticeId, PractitionerId } from '#identity/types';
import { reasonsOf, urgent } from '#referral/caseload';
import { openCaseload } from '#referral/caseload-store';
import type { CaseRow } from '#referral/referral-items';
import type { Visit } from '#web/frame/page';
import { holderOf } from '#web/work/case-data';

/** Without `holder`: new ones that nobody is there to take on. */
export type Unattended = {
  practice: PracticeId;
  practiceName: string;
  holder?: { id: PractitionerId; name: string };
  attendance?: Attendance;
  rows: CaseRow[];
};

const standingOf = async (id: PractitionerId, { ports }: Visit): Promise<Standing & { name: string }> => {
  const [record, absences, users] = await Promise.all([
    ports.fhir.directory.practitioner(id),
    absenceStore(ports.access).of(id),
    ports.users.ofPractitioner(id),
  ]);
  const signIn = users.length === 0 || users.some(({ disabled }) => !disabled);
  return { id, name: record?.name ?? id, practices: record?.practices ?? [], signIn, absences };
};
type Standings = ReadonlyMap<PractitionerId, Standing & { name: string }>;
/** Those who are asked about, and those who cover for them. */
const standingsOf = async (ids: readonly PractitionerId[], visit: Visit): Promise<Standings> => {
  const asked = await Promise.all([...new Set(ids)].map((id) => standingOf(id, visit)));
  const known = new Map(asked.map((one) => [one.id, one]));
  const covers = asked.flatMap(({ absences }) => absences.flatMap(({ cover }) => (cover && !known.has(cover) ? [cover] : [])));
  const more = await Promise.all([...new Set(covers)].map((id) => standingOf(id, visit)));
  return new Map([...known, ...more.map((one) => [one.id, one] as const)]);
};

/** Needs somebody today, in whatever section it stands. */
export const needsNow = (row: CaseRow, { at }: Visit): boolean => reasonsOf(row, at).some((reason) => urgent.includes(reason));

type Place = { id: PracticeId; name: string; here: readonly PractitionerId[]; rows: readonly CaseRow[] };
const inPlace = ({ id, name, here, rows }: Place, standings: Standings, { today }: Visit): Unattended[] => {
  const attendance = (one: PractitionerId): Attendance => {
    const standing = standings.get(one);
    return standing ? attendanceOf(standing, id, standings, today) : { is: 'left' };
  };
  const of = (holder: PractitionerId | undefined) => rows.filter((row) => holderOf(row) === holder);
  const holders = [...new Set(rows.flatMap((row) => holderOf(row) ?? []))];
  const lists = holders
    .map((holder) => ({ holder, attendance: attendance(holder) }))
    .filter((one) => !isAttended(one.attendance))
    .map(
      (one): Unattended => ({
        practice: id,
        practiceName: name,
        holder: { id: one.holder, name: standings.get(one.holder)?.name ?? one.holder },
        attendance: one.attendance,
        rows: of(one.holder),
      }),
    );
  const nobody = of(undefined).length > 0 && !here.some((one) => isAttended(attendance(one)));
  return [...lists, ...(nobody ? [{ practice: id, practiceName: name, rows: of(undefined) }] : [])];
};

/** In the practices of the manager's areas. */
export const unattendedFor = async (visit: Visit): Promise<Unattended[]> => {
  const { who, ports } = visit;
  if (who.caller.kind !== 'manager') return [];
  const { directory, referrals } = ports.fhir;
  const practices = (await Promise.all(who.caller.areas.map((area) => directory.practicesIn(area)))).flat();
  const places = await Promise.all(
    practices.map(async ({ id, name }): Promise<Place> => {
      const [here, rows] = await Promise.all([directory.practitionersOf(id), openCaseload(referrals, [id])]);
      return { id, name, here: here.map((one) => one.id), rows };
    }),
  );
  const standings = await standingsOf(
    places.flatMap(({ here, rows }) => [...here, ...rows.flatMap((row) => holderOf(row) ?? [])]),
    visit,
  );
  return places.flatMap((place) => inPlace(place, standings, visit));
};
