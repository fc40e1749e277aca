/** Invocations that nobody waits for: schedules, and `Invoke` with type `Event`. AWS tries them again and then tells a queue. */
import type { Functions } from './functions.ts';
import type { Unattended } from './stack.ts';

type Options = { functions: Functions; settings: Unattended[]; sendTo(queueArn: string, body: string): void; log(line: string): void };
/** `event`: JSON text. Settles when the event is done or given up. */
export type InvokeUnattended = (functionId: string, event: string) => Promise<void>;

/** Unless an event invoke configuration says otherwise, AWS tries three times, after one minute and after two more. */
const usualRetries = 2;
const waitMs = (tries: number) => tries * 60_000;

export const unattended = ({ functions, settings, sendTo, log }: Options): InvokeUnattended & { stop(): void } => {
  const waiting = new Set<NodeJS.Timeout>();
  let stopped = false;
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(timer);
        resolve();
      }, ms);
      waiting.add(timer.unref());
    });
  const invoke: InvokeUnattended = async (functionId, event) => {
    const { retries, onFailure } = settings.find((one) => one.functionId === functionId) ?? { retries: usualRetries };
    for (let tries = 1; !stopped; tries += 1) {
      const invoked = await functions.invoke(functionId, event);
      if (invoked.ok) return;
      if (tries > retries) {
        const context = { requestId: invoked.requestId, functionArn: functionId, condition: 'RetriesExhausted', approximateInvokeCount: tries };
        const note = { version: '1.0', requestContext: context, requestPayload: JSON.parse(event), responsePayload: invoked.error };
        if (onFailure) sendTo(onFailure, JSON.stringify(note));
        log(`[${functionId}] an event was given up after ${tries} tries: ${invoked.error.errorType}`);
        return;
      }
      await pause(waitMs(tries));
    }
  };
  const stop = () => {
    stopped = true;
    for (const timer of waiting) clearTimeout(timer);
  };
  return Object.assign(invoke, { stop });
};
