/** Of what stands around a page and its fields, that which people outside see. A NATIVE READER HAS TO CHECK THIS FILE BEFORE ANYBODY IS SHOWN IT. */
import type { frame as english } from '#web/words/en/frame';
import type { Translated } from '#web/words/words';

type Frame = Translated<typeof english>;
export const frame = {
  skip: 'Thoir leum gun phrìomh shusbaint',
  invented: 'Daoine ùr-chruthaichte: seo làrach airson dearbhadh. Na cuir a-steach duine fìor sam bith.',
  optional: 'roghainneil',
  back: 'Air ais',
  errorTitle: 'Tha duilgheadas ann',
  errorPrefix: 'Mearachd',
  faults: {
    required: 'Lìon seo a-steach',
    choose: 'Tagh fear',
    tooLong: (most: number) => `Na cleachd barrachd air ${most} litir`,
    day: 'Sgrìobh latha a tha ann, leis an latha, a’ mhìos agus a’ bhliadhna ann an àireamhan',
    dayPast: 'Sgrìobh an latha an-diugh no latha às a dhèidh',
    dayFuture: 'Sgrìobh an latha an-diugh no latha roimhe',
    time: 'Sgrìobh uair mar 14:30',
    number: (least: number, most: number) => `Sgrìobh àireamh shlàn eadar ${least} agus ${most}`,
  },
  date: { day: 'Latha', month: 'Mìos', year: 'Bliadhna' },
} as const satisfies Partial<Frame>;
