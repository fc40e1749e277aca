/** The hub explained to programs and to people: what anybody may read. */

import { discoveryRoute } from '#fhir/other-routes';
import type { Handler } from '#platform/endpoint';
import { once } from '#platform/once';
import { docsPage, pagePolicy } from './docs-page.ts';
import { type OpenApi, openApi } from './openapi.ts';

export const openRoutes = (baseUrl: string): Record<'smartConfiguration' | 'openapi' | 'docs', Handler> => {
  // No other call pays for them.
  const document = once((): OpenApi => openApi(baseUrl));
  const page = once(() => docsPage(document()));
  return {
    smartConfiguration: discoveryRoute(baseUrl),
    openapi: async () => ({ status: 200, contentType: 'application/json', body: document() }),
    docs: async () => ({ status: 200, contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': pagePolicy }, body: page() }),
  };
};
