export const concern = {} as const;
