/**
 * The sheet that the person takes home, in Scottish Gaelic.
 * A NATIVE READER HAS TO CHECK THIS FILE BEFORE ANYBODY IS GIVEN A SHEET IN GAELIC. Chosen here, and theirs to better: `neach-ceangail` for
 * links practitioner, `ionad an dotair` for the GP practice; the names of services that help with complaints stay in English, as they answer to them.
 */
import type { sheet as english } from '#web/words/en/sheet';
import type { Translated } from '#web/words/words';

export const sheet = {
  title: 'Na dh’aontaich sinn',
  of: (name: string, day: string) => `${name}, ${day}`,
  at: (day: string, time: string) => `${day} aig ${time}`,
  who: {
    title: 'Cò tha gam chuideachadh',
    mine: (name: string) => `’S e ${name} an neach-ceangail agam.`,
    somebody: 'Tha neach-ceangail aig ionad an dotair gam chuideachadh.',
    through: (practice: string) => `Gheibh mi grèim orra tro ${practice}.`,
    phone: 'Fòn ionad an dotair',
  },
  goals: {
    title: 'Na tha mi ag iarraidh',
    none: 'Cha do sgrìobh sinn amas sìos fhathast.',
    step: 'A’ chiad cheum',
    by: 'Cò nì e',
    due: 'Ceann-latha',
  },
  next: {
    title: 'Dè thachras a-nis',
    none: 'Chan eil dad air a phlanadh an-dràsta. Ma bhios feum agam air rudeigin, bruidhnidh mi ri ionad an dotair.',
    kinds: {
      'first-call': 'Fònaidh an neach-ceangail agam thugam.',
      call: 'Fònaidh an neach-ceangail agam thugam.',
      visit: 'Bidh mi fhìn agus an neach-ceangail agam a’ coinneachadh.',
      'follow-up': 'Faighnichidh an neach-ceangail agam ciamar a tha cùisean a’ dol.',
      group: 'Thèid mi gu buidheann.',
      letter: 'Cuiridh an neach-ceangail agam litir thugam.',
      'wait-for-organisation': 'Tha sinn a’ feitheamh ri fios bhon fheadhainn ris an do bhruidhinn sinn.',
      other: 'Gabhaidh sinn an ath cheum.',
    },
    when: 'Cuin',
    how: 'Ciamar',
    where: 'Càite',
    what: 'Adhbhar',
    modes: {
      practice: 'Aig ionad an dotair',
      home: 'Aig an taigh agam',
      community: 'Faisg air far a bheil mi a’ fuireach',
      telephone: 'Air a’ fòn',
      'walk-and-talk': 'Air chuairt',
      video: 'Tro bhidio',
      text: 'Le teachdaireachd teacsa',
      accompanied: 'Thèid sinn còmhla',
      group: 'Ann am buidheann',
      letter: 'Le litir',
      other: 'Mar a thuirt sinn',
    },
    interpreter: 'Bidh eadar-theangair ann.',
    cannot: 'Mura h-urrainn dhomh tighinn, innsidh mi do dh’ionad an dotair.',
  },
  organisations: {
    title: 'Cò eile ris an do bhruidhinn sinn',
    none: 'Cha do bhruidhinn sinn ri duine eile.',
    neutral: 'Dh’iarr sinn cuideachadh eile cuideachd, mar a bhruidhinn sinn mu dheidhinn.',
    states: {
      requested: 'Chuir sinn fios thuca. Cha do fhreagair iad fhathast.',
      accepted: 'Thuirt iad gun cuidich iad.',
      'in-progress': 'Tha iad gam chuideachadh.',
      'on-hold': 'Tha e na stad an-dràsta.',
      rejected: 'Chan urrainn dhaibh cuideachadh an turas seo.',
      completed: 'Chuidich iad mi.',
      failed: 'Cha do dh’obraich e an turas seo.',
      cancelled: 'Chan eil sinn ag iarraidh cuideachadh orra tuilleadh.',
    },
    slot: (when: string) => `Bidh mi gam faicinn ${when}.`,
  },
  no: {
    title: 'Faodaidh mi diùltadh',
    any: 'Faodaidh mi rud sam bith dhe seo a dhiùltadh, uair sam bith. Cha leig mi a leas innse carson. Cha dèan e diofar sam bith dhan chùram a gheibh mi aig ionad an dotair.',
    tell: 'Innsidh mi do mo neach-ceangail, no do dhuine sam bith aig ionad an dotair.',
    unhappy: 'Mura h-eil mi toilichte le rudeigin, innsidh mi do dh’ionad an dotair. Bheir iad sùil air gach gearan.',
    help: 'Cuideachadh an-asgaidh le gearan: Patient Advice and Support Service, fòn 0800 917 2127.',
    ombudsman: 'Mura h-eil mi riaraichte leis an fhreagairt: Scottish Public Services Ombudsman, fòn 0800 377 7330.',
  },
  kept: {
    title: 'Dè thathar a’ cumail mum dheidhinn',
    what: 'Thathar a’ cumail m’ ainm, mar a gheibhear grèim orm, na tha mi ag iarraidh, agus na rinn sinn.',
    notes: '’S e mo neach-ceangail, agus neach a tha a’ gabhail an àite, a leughas na notaichean bho na còmhraidhean againn.',
    goals: 'Faodaidh ionad an dotair na tha mi ag iarraidh a leughadh nam chlàr.',
    organisations: 'Cha tèid innse do dhaoine eile ach na dh’fheumas iad gus mo chuideachadh, agus dìreach ma dh’aontaicheas mi.',
    see: 'Faodaidh mi iarraidh air ionad an dotair na thathar a’ cumail a shealltainn dhomh, agus na tha ceàrr a chur ceart.',
  },
} as const satisfies Translated<typeof english>;
