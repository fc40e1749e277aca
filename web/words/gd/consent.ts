/**
 * NOT CHECKED YET: written without a native speaker. Before anybody reads this aloud to a person, somebody whose first language is Scottish Gaelic has
 * to read it beside en/aloud.ts, and this note goes.
 */
import type { aloud as english } from '#web/words/en/aloud';
import type { Translated } from '#web/words/words';

export const aloud: Translated<typeof english> = {
  title: 'Ri leughadh os àird',
  refer:
    'Bu toigh leam ur cur ann an conaltradh ri daoine a dh’fhaodadh ur cuideachadh. Tha e an urra ribh fhèin. Faodaidh sibh diùltadh, agus cha dèan sin diofar sam bith don chùram a gheibh sibh an seo.',
  share:
    'An toiseach faighnichidh mi dhiubh an urrainn dhaibh cuideachadh, gun ur n-ainm a thoirt dhaibh. Ma chanas iad gun urrainn dhaibh, bheir mi dhaibh na tha a dhìth orra: ur n-ainm agus mar a gheibhear grèim oirbh gu sàbhailte, agus do chuid de sheirbheisean ceann-latha ur breith, ur seòladh no ur cànan. Fuirichidh na tha anns a’ chlàr mheidigeach agaibh an seo, agus fuirichidh na nòtaichean agam an seo cuideachd.',
  choose: 'Faodaidh sibh aontachadh airson a h-uile seirbheis no airson tè a-mhàin, fad ùine shònraichte no cho fada ’s a thogras sibh.',
  stop: 'Faodaidh sibh ur n-inntinn atharrachadh uair sam bith. Innsibh dhòmhsa no don ionad-shlàinte, agus innsidh mise don t-seirbheis sa bhad.',
  harm: 'Ma tha dragh orm gum faodadh cron mòr tighinn oirbhse no air cuideigin eile, dh’fhaodte gum feum mi innse do dhaoine eile. Bhruidhninn ribhse an toiseach nam b’ urrainn dhomh.',
  askRefer: 'A bheil e ceart gu leòr gum faighnich mi de sheirbheis an cuidich iad sibh?',
  askShare: 'A bheil e ceart gu leòr gun toir mi dhaibh na tha a dhìth orra?',
};
