/** As much of the library as is used here; it brings no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  type Request = Parameters<RequestListener>[0];
  type Response = Parameters<RequestListener>[1];
  type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> };
  /** The library's own circumstances of one call. */
  export type Context = {
    type: string;
    body: string;
    oidc: { provider: Provider; client: { clientId: string }; session: { accountId: string } };
  };
  export type Provider = {
    callback(): RequestListener;
    interactionDetails(request: Request, response: Response): Promise<{ uid: string }>;
    interactionFinished(request: Request, response: Response, result: { login: { accountId: string; remember: boolean } }): Promise<void>;
    Grant: new (of: { clientId: string; accountId: string }) => Grant;
  };
  export const Provider: new (issuer: string, configuration: object) => Provider;
}
