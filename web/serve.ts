/** The pages, for now: who is signed in, and a way out. */
import type { Handler } from '#platform/endpoint';

const page = async () => ({
  status: 200,
  contentType: 'text/html; charset=utf-8',
  body: '<!doctype html><html lang="en-GB"><title>Links Hub</title><h1>Links Hub</h1>',
});

export const webRoutes = (): Record<'home' | 'web' | 'selfReferral', Handler> => ({ home: page, web: page, selfReferral: page });
