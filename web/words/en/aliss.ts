/** How fresh the hub's copy of the public directory is. */
export const aliss = {
  title: 'The public directory (ALISS)',
  none: 'Not brought in yet. It comes by itself within the hour.',
  whole: (services: number, when: string) => `${services} services, as they were ${when}.`,
  tally: (added: number, changed: number, gone: number) => `The last look found ${added} new, ${changed} changed and ${gone} gone.`,
  unreadable: (count: number) => `${count} entries have no name and were passed over.`,
  disbelieved: (count: number) => `${count} were missing at once. That is more than we believe: none was marked as gone.`,
  running: (page: number, pages: number) => `A look is under way: page ${page} of ${pages}.`,
  trouble: (since: string, why: string) => `Nothing new since ${since}: ${why}. You work on with what is here; we ask again each hour.`,
  because: {
    unreachable: 'ALISS does not answer',
    refused: 'ALISS turns us away',
    fault: 'ALISS has a fault',
    'not-understood': 'its answer could not be read',
  },
  stale: 'This is more than three days old. Ring before you send somebody.',
  licence: (licence: string) => `From ALISS and those it asks to name. Licence: ${licence}.`,
};
