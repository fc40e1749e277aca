/** What the person who starts the hub can mend: told in one line, without a stack trace. */
const name = 'CannotStart';

export const cannotStart = (message: string): Error => Object.assign(new Error(message), { name });
export const isCannotStart = (error: unknown): error is Error => error instanceof Error && error.name === name;
