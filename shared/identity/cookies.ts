/**
 * Cookies that nobody but this very host sets and reads (`__Host-`), that no script sees, and that come along from elsewhere only when somebody
 * follows a link. They end with the browser; how long they mean something is the hub's to say.
 */
type HostCookie = `__Host-${string}`;

const safety = 'Path=/; Secure; HttpOnly; SameSite=Lax';
const valueShape = /^[\w.-]{1,3000}$/;

export const newCookie = (name: HostCookie, value: string): string => {
  if (!valueShape.test(value)) throw new Error(`the cookie ${name} cannot hold this value`);
  return `${name}=${value}; ${safety}`;
};
export const clearedCookie = (name: HostCookie): string => `${name}=; ${safety}; Max-Age=0`;
