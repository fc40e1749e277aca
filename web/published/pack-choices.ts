/** What a report for funders holds besides the published figures: what was typed for it, and the stories that may still be told. */
import type { Directory } from '#directory/types';
import { tellingIn } from '#improvement/no-person';
import { type Pack, packOf } from '#insight/pack-store';
import type { Story } from '#people/story';
import { storyStore } from '#people/story-store';
import type { Visit } from '#web/frame/page';
import type { ReleaseAsked } from './asked.ts';

export const packPath = '/app/figures/pack';
export const packInputsPath = `${packPath}/inputs` as const;

/** More than anybody reads before she chooses. */
const mostStories = 40;
export type Offered = { story: Story; practice: string /** It was chosen, and is as it was then. */; isChosen: boolean; wasChanged: boolean };
export type Choices = {
  pack: Pack | undefined;
  offered: readonly Offered[] /** So many that may be told hold something that tells who somebody is. */;
  telling: number;
};

const areaOf = ({ area }: ReleaseAsked, { who }: Visit) => (who.caller.kind === 'manager' ? who.caller.areas.find((id) => id === area.id) : undefined);
const offeredOf = async (story: Story, pack: Pack | undefined, directory: Directory): Promise<Offered> => {
  const chosen = pack?.stories.find(({ person }) => person === story.person);
  const practice = (await directory.practice(story.practice))?.name ?? story.practice;
  return { story, practice, isChosen: chosen?.versionId === story.versionId, wasChanged: chosen !== undefined && chosen.versionId !== story.versionId };
};
/** Whoever took a consent back is not among them, whatever was chosen before. */
export const choicesOf = async (asked: ReleaseAsked, visit: Visit): Promise<Choices> => {
  const { fhir } = visit.ports;
  const area = areaOf(asked, visit);
  const [pack, stories] = await Promise.all([
    packOf(fhir.subscriptions.work, asked.area.id, asked.period.name),
    area ? storyStore(fhir.referrals).toTell(area, mostStories) : [],
  ]);
  const fit = stories.filter(({ text }) => tellingIn(text) === undefined);
  return { pack, offered: await Promise.all(fit.map((story) => offeredOf(story, pack, fhir.directory))), telling: stories.length - fit.length };
};
