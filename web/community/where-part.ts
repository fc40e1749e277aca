/** Where a service is, and whom practitioners ring. */
import { textField } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { html } from '#web/frame/html';
import { without } from './service-data.ts';
import type { ServicePart } from './service-parts.ts';

/** `g11xx` is `G1 1XX`. */
const postcodeOf = (typed: string): string => {
  const plain = typed.toUpperCase().replaceAll(/\s/g, '');
  return plain.length > 4 ? `${plain.slice(0, -3)} ${plain.slice(-3)}` : plain;
};
const some = <Facts extends object>(facts: Facts): Facts | undefined => (Object.keys(facts).length > 0 ? facts : undefined);
export const wherePart: ServicePart = {
  names: {
    ...{ 'place.name': 'place', 'place.line': 'line', 'place.town': 'town', 'place.postcode': 'postcode', place: 'place' },
    ...{ 'contact.name': 'contact', 'contact.phone': 'phone', 'contact.mail': 'mail', 'contact.web': 'web' },
  },
  form: ({ place, contact }) =>
    formOf({
      ...{ place: place?.name, line: place?.line, town: place?.town, postcode: place?.postcode },
      ...{ contact: contact?.name, phone: contact?.phone, mail: contact?.mail, web: contact?.web },
    }),
  fields: (_, filled, { visit }) => {
    const { service: say } = visit.words.communityService;
    return html`${textField({ name: 'place', label: say.placeName, most: 120 }, filled)}${textField({ name: 'line', label: say.line, most: 120 }, filled)}${textField({ name: 'town', label: say.town, most: 120, width: 20 }, filled)}
${textField({ name: 'postcode', label: say.postcode, most: 10, width: 10 }, filled)}${textField({ name: 'contact', label: say.contactName, most: 120 }, filled)}
${textField({ name: 'phone', label: say.phone, type: 'tel', most: 25, width: 20 }, filled)}${textField({ name: 'mail', label: say.mail, type: 'email' }, filled)}${textField({ name: 'web', label: say.web, most: 300 }, filled)}`;
  },
  read: (service, read) => {
    const typed = (name: string, most = 120) => read.text(name, most) || undefined;
    const postcode = read.text('postcode', 10) === '' ? undefined : postcodeOf(read.text('postcode', 10));
    const { latitude, longitude, postcode: before } = service.place ?? {};
    // Where exactly it is stays known while the postcode stays.
    const point = postcode === before ? { latitude, longitude } : {};
    const place = without({ name: typed('place'), line: typed('line'), town: typed('town'), postcode, ...point });
    const contact = without({ name: typed('contact'), phone: typed('phone', 25), mail: typed('mail', 200), web: typed('web', 300) });
    return without({ ...service, place: some(place), contact: some(contact) });
  },
};
