/** Successful answers: the headers FHIR asks for, and the body the caller prefers. */
import type { Answer, Call } from '#platform/endpoint';
import type { Seen } from './door.ts';
import { withNarrative } from './narrative.ts';
import { type Issue, outcome } from './outcome.ts';

const httpDate = (instant: string) => new Date(Date.parse(instant)).toUTCString();
const preferred = (call: Call): string =>
  /(?:^|[,;\s])return=(minimal|representation|OperationOutcome)(?:$|[,;\s])/.exec(call.header('prefer') ?? '')?.[1] ?? 'representation';

/** `Prefer: handling=lenient`: parameters that are none here are left out rather than refused. */
export const isLenient = (call: Call): boolean => /(?:^|[,;\s])handling=lenient(?:$|[,;\s])/.test(call.header('prefer') ?? '');

/** 200, or 201 with its place: `[base]/Type/id/_history/version`. */
export const resourceAnswer = (call: Call, status: 200 | 201, { resource, version }: Seen, baseUrl: string, warnings: Issue[] = []): Answer => {
  const base = `${baseUrl}/fhir/${resource.resourceType}/${resource.id}`;
  const headers = {
    etag: `W/"${version.versionId}"`,
    'last-modified': httpDate(version.lastUpdated),
    ...(status === 201 ? { location: `${base}/_history/${version.versionId}` } : { 'content-location': `${base}/_history/${version.versionId}` }),
  };
  // What is read comes as it is to be shown.
  if (call.method === 'GET' || call.method === 'HEAD') return { status, headers, body: resource };
  switch (preferred(call)) {
    case 'minimal':
      return { status, headers };
    case 'OperationOutcome':
      return { status, headers, body: outcome(warnings) };
    default:
      return { status, headers, body: withNarrative(resource) };
  }
};
