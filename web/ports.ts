/** What the pages need from outside. */
import type { FhirPorts } from '#fhir/ports';
import type { SessionStore } from '#identity/session-store';
import type { ManagerId, PracticeId, PractitionerId } from '#identity/types';
import type { User } from '#identity/users';
import type { Log } from '#platform/log';
import type { Clock, Ids, Mail, Table } from '#platform/types';

type Users = {
  ofPractice(id: PracticeId): Promise<readonly User[]>;
  ofPractitioner(id: PractitionerId): Promise<readonly User[]>;
  ofManager(id: ManagerId): Promise<readonly User[]>;
};
export type WebPorts = {
  /** The FHIR face in the same process: what both can do is done there, by the same policy. */
  fhir: FhirPorts;
  sessions: SessionStore;
  /** Sessions, users and what else is kept for the pages alone. */
  access: Table;
  /** The people who sign in: whom to tell, and who can still look after a list. */
  users: Users;
  /** Letters by e-mail: that something waits in the hub, never of whom. */
  mail: Mail;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** A local hub: everybody in it is invented, and the pages say so. */
  local: boolean;
};
