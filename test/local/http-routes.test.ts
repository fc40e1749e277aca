import { describe, expect, test } from 'vitest';
import { router } from '#local/http-routes';
import { routes } from '#platform/routes';

const route = (key: string) => ({ key, functionId: key, timeoutMs: 1 });
const hub = router(Object.values(routes).map(route));
const keyOf = (take: typeof hub, method: string, path: string) => take(method, path)?.route.key;

describe('the route of a request', () => {
  test.each([
    ['POST', '/fhir/ServiceRequest', 'ANY /fhir/{proxy+}', { proxy: 'ServiceRequest' }],
    ['DELETE', '/fhir/Task/1/_history/2', 'ANY /fhir/{proxy+}', { proxy: 'Task/1/_history/2' }],
    ['POST', '/oauth/token', 'POST /oauth/token', {}],
    ['GET', '/organisations/o1/referrals/r-1', 'GET /organisations/{organisation}/referrals/{task}', { organisation: 'o1', task: 'r-1' }],
    ['POST', '/organisations/o1/referrals/r-1/answers', 'POST /organisations/{organisation}/referrals/{task}/answers', { organisation: 'o1', task: 'r-1' }],
    ['GET', '/oauth/token', '$default', {}],
    ['GET', '/fhir', '$default', {}],
    ['GET', '/organisations//referrals/r', '$default', {}],
    ['GET', '/', 'GET /', {}],
    ['POST', '/', '$default', {}],
    ['GET', '/app/work/referrals/r-1', 'ANY /app/{proxy+}', { proxy: 'work/referrals/r-1' }],
    ['POST', '/app/sign-out', 'ANY /app/{proxy+}', { proxy: 'sign-out' }],
    ['GET', '/app', '$default', {}],
    ['GET', '/self-referral/birchtree', 'ANY /self-referral/{practice}', { practice: 'birchtree' }],
  ])('%s %s takes %s', (method, path, key, pathParameters) => {
    expect(hub(method, path)).toMatchObject({ route: { key }, pathParameters });
  });

  test('the most specific route is taken, in whatever order they are listed', () => {
    const listed = ['$default', 'ANY /a/{rest+}', 'GET /a/{id}', 'ANY /a/{id}', 'GET /a/b', 'ANY /{all+}'].map(route);
    for (const take of [router(listed), router(listed.toReversed())]) {
      expect(keyOf(take, 'GET', '/a/b')).toBe('GET /a/b');
      expect(keyOf(take, 'GET', '/a/c')).toBe('GET /a/{id}');
      expect(keyOf(take, 'PUT', '/a/b')).toBe('ANY /a/{id}');
      expect(keyOf(take, 'PUT', '/a/b/c')).toBe('ANY /a/{rest+}');
      expect(keyOf(take, 'PUT', '/x/y')).toBe('ANY /{all+}');
      expect(keyOf(take, 'PUT', '/')).toBe('$default');
    }
  });

  test('without a route that fits there is none', () => {
    expect(router([route('GET /a')])('GET', '/b')).toBeUndefined();
  });
});
