/** A page of the workspace, said once: where it is, for whom, what it shows and what is done there. */

import type { SignedIn } from '#identity/session-store';
import type { User } from '#identity/users';
import type { Answer, Call } from '#platform/endpoint';
import type { Instant, LocalDate } from '#platform/types';
import type { WebPorts } from '#web/ports';
import type { Words } from '#web/words/words';
import type { Form } from './form.ts';
import type { Shown } from './layout.ts';

/** One call of a page by somebody who is signed in and whose role may have it. */
export type Visit = {
  call: Call;
  who: SignedIn;
  /** By the names in the page's path. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  at: Instant;
  today: LocalDate;
  words: Words;
  ports: WebPorts;
  /** What was typed into this page when the sign-in was over: shown again. */
  kept?: Form | undefined;
};
export type Submitted = Visit & { form: Form };
/** `go`: after what was done, a page to look at. `missing`: nothing is there, or not for this person; both are told alike. */
export type Result = Shown | { go: string } | { trouble: 'missing' | 'busy' | 'changed' | 'notPossible' } | { answer: Answer };

export type Page = {
  /** From the first slash; `{name}` stands for one part. */
  path: `/app/${string}`;
  for: readonly User['role'][];
  /** Bytes of a posted form, where a page takes more than the longest note; such a page may take a file. */
  longest?: number;
  get?(visit: Visit): Promise<Result>;
  post?(visit: Submitted): Promise<Result>;
};
