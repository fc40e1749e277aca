/** The construct's name of what the tables call `frontDoor`: `FrontDoor`. */
export const title = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`;
