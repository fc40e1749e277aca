/**
 * The public form, in Scottish Gaelic.
 * A NATIVE READER HAS TO CHECK THIS FILE BEFORE ANYBODY IS SHOWN IT. Chosen here, and theirs to better: `neach-ceangail` for links practitioner,
 * `ionad an dotair` for the GP practice, as on the sheet; the helplines keep the names that they answer to.
 */
import { selfReferral as english } from '#web/words/en/self-referral';
import type { Translated } from '#web/words/words';

export const selfReferral = {
  language: 'Gàidhlig',
  brand: (practice: string) => practice,
  hide: 'Falaich an duilleag seo',
  hideNote:
    'Fosglaidh am putan duilleag na sìde. Fuirichidh an duilleag seo ann an eachdraidh a’ bhrabhsair: ma choimheadas cuideigin an sin, cleachd fòn no coimpiutair eile.',
  form: {
    title: 'Iarr cuideachadh',
    lead: (practice: string) =>
      `Tha neach-ceangail ag obair còmhla ri ${practice}. Tha ùine aca èisteachd, agus cuidichidh iad leis na tha a’ cur dragh ort: airgead, taigheadas, aonranachd, iomagain, foirmichean no rud sam bith eile. Tha e an-asgaidh.`,
    crisis: 'Ma tha thu ann an cunnart no mura h-urrainn dhut feitheamh',
    lines: [
      { phone: '999', what: 'Ann an cunnart an-dràsta: cuir fòn gu 999, no rach gu A&E' },
      { phone: '111', what: 'NHS 24: cuideachadh èiginneach le slàinte no slàinte-inntinn, a latha ’s a dh’oidhche' },
      { phone: '116 123', what: 'Samaritans: cuideigin ris am bruidhinn thu, a latha ’s a dh’oidhche' },
      { phone: '0800 83 85 87', what: 'Breathing Space: ma tha thu ìosal no iomagaineach. DiLuain gu DiarDaoin 6f gu 2m, DihAoine 6f gu DiLuain 6m' },
      { phone: '0800 027 1234', what: 'Scotland’s Domestic Abuse and Forced Marriage Helpline (ainneart san dachaigh), a latha ’s a dh’oidhche' },
    ],
    help: 'Dè chuidicheadh thu?',
    helpHint: 'Tha beagan fhaclan gu leòr. Cha leig thu leas innse carson.',
    name: 'D’ ainm',
    nameHint: 'An t-ainm a bu chòir dhuinn a chleachdadh.',
    way: 'Ciamar a gheibh sinn grèim ort?',
    wayHint: 'Cha chleachd sinn dòigh sam bith ach an dòigh seo.',
    ways: {
      text: 'Teachdaireachd teacsa',
      call: 'Fòn. Chan fhàg sinn teachdaireachd',
      letter: 'Litir',
      email: 'Post-d',
      bsl: 'contactSCOTLAND-BSL',
      trusted: 'Tro chuideigin anns a bheil earbsa agam',
      desk: 'Faighnichidh mi aig deasg ionad an dotair',
    },
    where: 'An àireamh no an seòladh agad, no ainm agus àireamh an neach anns a bheil earbsa agad',
    whereHint: 'Fàg falamh e ma dh’fhaighnicheas tu aig an deasg.',
    born: 'Ceann-latha do bhreith',
    bornHint: 'Cha leig thu leas innse. Cuidichidh e ionad an dotair gus fios a bhith aca gur e thusa a th’ ann.',
    trap: 'Fàg seo falamh',
    reads: (practice: string, day: string) =>
      `Leughaidh an neach-ceangail seo. Cumaidh ${practice} e, agus faodaidh an sgioba aca fhaicinn. Cha tèid dad innse do dhuine sam bith eile gun fhaighneachd dhìot an toiseach. Cluinnidh tu bhuainn ro dheireadh ${day}.`,
    button: 'Cuir',
    desk: 'Faodaidh tu faighneachd aig deasg ionad an dotair cuideachd.',
    phone: (phone: string) => `Faodaidh tu faighneachd aig deasg ionad an dotair cuideachd, no fònadh gu ${phone}.`,
  },
  faults: {
    help: 'Sgrìobh ann am beagan fhaclan dè chuidicheadh thu',
    name: 'Sgrìobh an t-ainm a bu chòir dhuinn a chleachdadh',
    way: 'Tagh ciamar a gheibh sinn grèim ort',
    number: 'Sgrìobh an àireamh fòn agad ann am figearan',
    email: 'Sgrìobh an seòladh puist-d agad, mar eisimpleir ainm@example.com',
    letter: 'Sgrìobh an seòladh airson na litreach',
    trusted: 'Sgrìobh cò anns a bheil earbsa agad, agus ciamar a gheibh sinn grèim orra',
    born: 'Tha ceann-latha breith ron latha an-diugh',
    tooLong: (most: number) => `Na sgrìobh barrachd air ${most} litir an seo`,
    quick: 'Bha sin glè luath. Thoir sùil air na sgrìobh thu, agus cuir a-rithist e',
    trap: 'Chaidh raon a bu chòir a bhith falamh a lìonadh, ’s dòcha leis a’ bhrabhsair agad. Tha e falamh a-nis: cuir an duilleag a-rithist',
    stale: 'Bha an duilleag seo fosgailte fad ùine mhòr. Tha na sgrìobh thu fhathast an seo: cuir a-rithist e',
  },
  thanks: {
    title: 'Tapadh leat',
    have: 'Fhuair sinn na sgrìobh thu.',
    by: (day: string) => `Freagraidh neach-ceangail thu ro dheireadh ${day}`,
    ways: {
      text: 'le teachdaireachd teacsa. Chan abair an teacsa ach gu bheil e mu choinneamh.',
      call: 'air a’ fòn. Mura freagair thu, chan fhàg sinn teachdaireachd agus feuchaidh sinn a-rithist.',
      letter: 'le litir.',
      email: 'le post-d.',
      bsl: 'tro contactSCOTLAND-BSL.',
      trusted: 'tron neach a dh’ainmich thu.',
      desk: 'aig deasg ionad an dotair: iarr an neach-ceangail an sin.',
    },
    next: 'Dè thachras a-nis',
    steps: [
      'Aontaichidh sinn cuin agus càite am bruidhinn sinn. ’S ann agadsa a tha an roghainn dè dh’innseas tu.',
      'Coimheadaidh sinn còmhla air na chuidicheadh thu.',
      'Cha tèid dad innse do dhuine sam bith taobh a-muigh ionad an dotair gun fhaighneachd dhìot an toiseach.',
      'Faodaidh tu stad uair sam bith: innis dhuinne no do dh’ionad an dotair.',
    ],
    change: 'Ma dh’atharraicheas dad, no mura cluinn thu bhuainn ron àm sin, innis do dh’ionad an dotair.',
    changePhone: (phone: string) => `Ma dh’atharraicheas dad, no mura cluinn thu bhuainn ron àm sin, cuir fòn gu ionad an dotair: ${phone}.`,
  },
  over: {
    missing: {
      title: 'Cha deach an duilleag a lorg',
      text: 'Chan eil duilleag mar seo ann. Faighnich aig ionad an dotair agad ciamar a gheibh thu grèim air an neach-ceangail.',
    },
    off: {
      title: 'Faighnich aig ionad an dotair',
      text: 'Cha ghabh an t-ionad seo iarrtasan air an duilleag seo. Faighnich aig an deasg airson an neach-ceangail.',
    },
    full: {
      title: 'Cha deach dad a chur',
      text: 'Tha mòran air sgrìobhadh chun an ionaid seo san uair a thìde a dh’fhalbh. Cùm na sgrìobh thu, agus cuir a-rithist e ann an uair a thìde, no faighnich aig deasg ionad an dotair.',
    },
    busy: { title: 'Cha deach dad a chur', text: 'Thàinig rudeigin san rathad. Tha na faclan agad fhathast an seo: cuir a-rithist iad.' },
    unreadable: {
      title: 'Cha deach dad a chur',
      text: 'Cha b’ e na thàinig na chuireas an duilleag seo, no bha e ro fhada. Rach air ais agus feuch a-rithist le nas lugha de theacsa.',
    },
    method: { title: 'Chan obraich seo an seo', text: 'Fosgail an duilleag a-rithist agus cleachd am putan oirre.' },
    broken: {
      title: 'Chaidh rudeigin ceàrr',
      text: '’S e ar coire-ne a th’ ann, chan e do choire-sa. Cha deach dad a chur. Feuch a-rithist ann am beagan mhionaidean, no faighnich aig deasg ionad an dotair.',
    },
    again: 'Rach chun an fhoirm',
  },
  // Read by the practitioner, in English.
  forPractitioner: english.forPractitioner,
} as const satisfies Translated<typeof english>;
