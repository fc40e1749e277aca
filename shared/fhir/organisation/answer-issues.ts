/** What is wrong with an organisation's answer, and where, in words that a volunteer who writes the sending script can act on. */
import type * as z from 'zod/mini';
import type { Issue } from '#fhir/outcome';
import { answers } from './answer.ts';

const longestName = 60;
const wrongWith = (issue: z.core.$ZodIssue): { place: string; text: string } => {
  const place = issue.path.map(String).join('.');
  switch (issue.code) {
    case 'unrecognized_keys': {
      const names = issue.keys.map((key) => [...(place ? [place] : []), key].join('.').slice(0, longestName));
      return { place: names[0] ?? place, text: `This answer has no field ${names.slice(0, 5).join(', ')}. Leave it out.` };
    }
    case 'invalid_union':
      return { place: 'answer', text: `answer is one of: ${answers.join(', ')}.` };
    case 'invalid_type':
      return { place, text: place ? `${place} is missing, or is no ${issue.expected}.` : 'The body is one JSON object.' };
    case 'too_small':
    case 'too_big':
      return { place, text: `${place} is ${issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`}.` };
    default:
      return { place, text: `${place}: ${issue.message}.` };
  }
};

export const answerIssues = (issues: readonly z.core.$ZodIssue[]): Issue[] =>
  issues.map((issue) => {
    const { place, text } = wrongWith(issue);
    return { severity: 'error', code: 'invalid', status: 400, text, ...(place ? { expression: place } : {}) };
  });
