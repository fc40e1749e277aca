/** What a telephone number and an address look like, as the directory takes them. */
import * as z from 'zod/mini';

const address = z.email().check(z.maxLength(200));
export const isMail = (text: string): boolean => address.safeParse(text).success;
export const isPhone = (text: string): boolean => /^\+?\d[\d ()]{4,24}$/.test(text);
