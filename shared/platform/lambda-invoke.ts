/** Calls another function of the hub and waits for what it returns. */
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** Throws when the function failed: nothing can be said then about what it did. */
export const lambdaInvoke = (functionName: string) => {
  // No second attempt: the callee may have acted, and who asked knows how to ask again.
  const client = new LambdaClient({ maxAttempts: 1 });
  return async (input: unknown): Promise<unknown> => {
    const { Payload, FunctionError } = await client.send(new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(input)) }));
    if (FunctionError || !Payload) throw new Error('the function that was called failed');
    return JSON.parse(Buffer.from(Payload).toString('utf8'));
  };
};
