/** Refusals in AWS's own words, so that the SDK gives functions the same errors here as there. */
export type AwsError = { refused: { status: number; type: string; message: string } };

export const awsError = (type: string, message: string, status = 400): AwsError => ({ refused: { status, type, message } });
