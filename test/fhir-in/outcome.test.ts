import { describe, expect, test } from 'vitest';
import { type Issue, outcome, statusOf } from '#fhir/outcome';
import { checkStructure } from '#fhir/structure/structure';

const error = (status?: number): Issue => ({ severity: 'error', code: 'invalid', text: 'Something is wrong.', ...(status !== undefined && { status }) });
const warning: Issue = { severity: 'warning', code: 'business-rule', text: 'Something is odd.', expression: 'Task.for' };

describe('an outcome', () => {
  test('is right R4, with each issue’s text and place', () => {
    const made = outcome([error(422), warning]);
    expect(made.issue).toEqual([
      { severity: 'error', code: 'invalid', details: { text: 'Something is wrong.' } },
      { severity: 'warning', code: 'business-rule', details: { text: 'Something is odd.' }, expression: ['Task.for'] },
    ]);
    expect(checkStructure(made)).toEqual([]);
  });

  test('of nothing says that all is well', () => {
    expect(checkStructure(outcome([]))).toEqual([]);
    expect(outcome([]).issue).toMatchObject([{ severity: 'information', code: 'informational' }]);
  });

  test.each([
    [[error(), error(422)], 400],
    [[error(422), warning], 422],
    [[error(422), error(403), error(400)], 403],
    [[error(422), error(413)], 413],
    [[error(503)], 503],
    [[error(428)], 428],
    [[warning], 200],
    [[], 200],
  ])('has one status for several reasons: %#', (issues, status) => {
    expect(statusOf(issues)).toBe(status);
  });
});
