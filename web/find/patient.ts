/** What of the person a search and a service go by, as the practice knows them. */
import type { Patient } from 'fhir/r4.js';
import type { ServiceField } from '#directory/types';
import type { Case } from '#web/work/case-data';

export const patientOf = ({ known }: Case): Patient => (known ? JSON.parse(known.person.patient) : { resourceType: 'Patient' });

/** As the practitioner sees it beside the tick; empty where nothing is known. */
export const fieldValue = (field: ServiceField, { known }: Case, birth: (day: string) => string): string => {
  const { name = '', phones = [], emails = [], birthDate, address = '', languages = [] } = known?.summary ?? {};
  switch (field) {
    case 'name':
      return name;
    case 'safe-contact':
      return [...phones, ...emails].join(', ');
    case 'birth-date':
      return birthDate ? birth(birthDate) : '';
    case 'address':
      return address;
    case 'language':
      return languages.join(', ');
  }
};
