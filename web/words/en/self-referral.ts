export const selfReferral = {} as const;
