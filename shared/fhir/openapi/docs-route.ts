/** The hub explained to programs and to people: what anybody may read. */

import { discoveryRoute } from '#fhir/other-routes';
import type { Handler } from '#platform/endpoint';
import { docsPage, pagePolicy } from './docs-page.ts';
import { type OpenApi, openApi } from './openapi.ts';

/** Made when it is first asked for: no other call pays for it. */
const madeOnce = <Made>(make: () => Made): (() => Made) => {
  let made: { it: Made } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
};

export const openRoutes = (baseUrl: string): Record<'smartConfiguration' | 'openapi' | 'docs', Handler> => {
  const document = madeOnce((): OpenApi => openApi(baseUrl));
  const page = madeOnce(() => docsPage(document()));
  return {
    smartConfiguration: discoveryRoute(baseUrl),
    openapi: async () => ({ status: 200, contentType: 'application/json', body: document() }),
    docs: async () => ({ status: 200, contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': pagePolicy }, body: page() }),
  };
};
