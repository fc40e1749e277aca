/** What of an area's needs nobody meets: from the gaps that practitioners told, the answers of services, and the directory. */
import { find } from '#directory/find';
import { gapsIn } from '#directory/gaps-store';
import type { Area } from '#directory/types';
import { noRoomIn } from '#directory/unmet-store';
import { later } from '#platform/time';
import { needCodes } from '#referral/needs';
import type { NeedCode } from '#referral/types';
import type { Visit } from '#web/frame/page';

/** `need` undefined: what was told in other words. `services` take referrals; `listed` are told of by the directory alone. */
export type Missing = { need: NeedCode | undefined; asked: number; full: number; services: number; listed: number };
const year = 365 * 86_400_000;
const monthOf = (instant: string): string => instant.slice(0, 7);

/** Of everything that is missing, and of needs for which there is no service at all, which stand first. */
export const missingIn = async (area: Area, visit: Visit): Promise<Missing[]> => {
  const { ports, at } = visit;
  const from = later(at, -year);
  const organisations = await ports.fhir.directory.organisationsIn(area.id);
  const [{ entries }, gaps, full] = await Promise.all([
    ports.finder.findable(area.id),
    gapsIn(ports.access, area.id, monthOf(from), monthOf(at)),
    noRoomIn(ports.fhir.referrals, organisations, from, at),
  ]);
  const council = area.council ?? area.id;
  const of = (need: NeedCode | undefined): Missing => {
    const matches = need ? find(entries, { area: council, need }).matches : [];
    const services = matches.filter(({ entry }) => entry.hub !== undefined).length;
    const asked = gaps.filter((gap) => gap.need === need).reduce((sum, { count }) => sum + count, 0);
    return { need, asked, full: full.get(need) ?? 0, services, listed: matches.length - services };
  };
  const rank = ({ services, listed }: Missing) => (services + listed === 0 ? 0 : services === 0 ? 1 : 2);
  const all = [...needCodes.filter((need) => need !== 'other').map(of), of('other'), of(undefined)];
  const told = all.filter(({ need, asked, full: declined, services, listed }) => asked + declined > 0 || (need && need !== 'other' && services + listed === 0));
  return told.toSorted((one, other) => rank(one) - rank(other) || other.asked + other.full - (one.asked + one.full));
};
