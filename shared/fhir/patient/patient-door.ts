/** The door of Patient: the people of a practice, as the practice knows them. */
import type { Door } from '#fhir/door';
import { createPatient } from './create.ts';
import { patientOperations } from './operations.ts';
import { patientParameters, searchPatients } from './search.ts';
import { updatePatient } from './update.ts';
import { knownPerson, patientSeen, versionsOf } from './view.ts';

export const patientDoor: Door = {
  text: 'The people of a practice, for the practice and its practitioners; the same person at another practice is another Patient. POST of somebody known (by number, else by name, birth date and postcode) returns the Patient that is there with 200 and overwrites nothing; a number it lacked is added. A number sent with another name and another birth date makes a Patient of its own, tagged number-mismatch, for a practitioner to decide by $merge or $keep-apart. PUT with If-Match replaces the content; photographs are not kept.',
  read: async (call, id, ports) => {
    const person = await knownPerson(call.who.caller, id, ports);
    return person && patientSeen(person);
  },
  versions: (call, id, ports) => versionsOf(call.who.caller, id, ports),
  create: createPatient,
  conditionalCreate: true,
  update: updatePatient,
  parameters: patientParameters,
  search: searchPatients,
  operations: patientOperations,
};
