import { expect, test } from 'vitest';
import { tellOfVisit } from '#delivery/visit-mail';
import type { AreaId, ManagerId, PracticeId, PractitionerId } from '#identity/types';
import type { User } from '#identity/users';
import type { Instant } from '#platform/types';

const area = 'S12000049' as AreaId;
const [birchtree, catriona, moira] = ['birchtree' as PracticeId, 'catriona-weir' as PractitionerId, 'moira-bain' as PractitionerId];
const users: Record<string, { id: string; mail: string; disabled?: true }[]> = {
  'elspeth-munro': [{ id: 'elspeth', mail: 'elspeth@area.example' }],
  'catriona-weir': [{ id: 'catriona', mail: 'catriona@birchtree.example' }],
  'moira-bain': [
    { id: 'moira', mail: 'moira@birchtree.example' },
    { id: 'moira-old', mail: 'old@birchtree.example', disabled: true },
  ],
};
const visit = { practice: birchtree, area, practitioner: catriona, backBy: '2026-07-01T14:30:00.000Z' as Instant };
const telling = (fails = '') => {
  const sent: { to: string; subject: string; text: string }[] = [];
  const tell = tellOfVisit({
    area: async (id) => ({ id, manager: 'elspeth-munro' as ManagerId }),
    practice: async (id) => ({ id, name: 'Birchtree Practice', area }),
    practitionersOf: async () => [catriona, moira].map((id) => ({ id, name: id === catriona ? 'Catriona Weir' : 'Moira Bain', practices: [birchtree] })),
    usersOf: async (who) => users['manager' in who ? who.manager : who.practitioner] as unknown as User[],
    mail: {
      send: async (letter) => {
        if (letter.to === fails) throw new Error('refused');
        sent.push(letter);
      },
    },
    baseUrl: 'https://hub.example',
  });
  return { sent, tell };
};

test('the manager and the colleagues at the practice are told where to look and by when she would have been back', async () => {
  const { sent, tell } = telling();
  await tell(visit);
  expect(sent.map(({ to }) => to)).toEqual(['elspeth@area.example', 'moira@birchtree.example']);
  expect(sent[0]?.text).toContain('https://hub.example/app/manage/visits');
  expect(sent[1]?.text).toContain('https://hub.example/app/work');
  for (const { text } of sent) {
    expect(text).toContain('back by 15:30');
    expect(text).toContain('does not replace a lone-worker device');
    expect(text).not.toMatch(/Catriona|catriona/);
  }
});
test('whom no mail reaches does not keep the others from being told, and it is known that it failed', async () => {
  const { sent, tell } = telling('elspeth@area.example');
  await expect(tell(visit)).rejects.toThrow('refused');
  expect(sent.map(({ to }) => to)).toEqual(['moira@birchtree.example']);
});
