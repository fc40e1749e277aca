/** Every address the hub answers, said once: the stack makes the routes, the api function finds its handler, the docs list them. */
export const routes = {
  fhir: 'ANY /fhir/{proxy+}',
  smartConfiguration: 'GET /.well-known/smart-configuration',
  token: 'POST /oauth/token',
  answer: 'POST /organisations/{organisation}/referrals/{task}/answers',
  fetchReferral: 'GET /organisations/{organisation}/referrals/{task}',
  delivery: 'GET /insight/delivery',
  openapi: 'GET /openapi.json',
  docs: 'GET /docs',
  /** Whatever else: the hub's own 404, never the gateway's. */
  other: '$default',
} as const;
export type RouteName = keyof typeof routes;
