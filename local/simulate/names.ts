/** Invented names: nobody and no place in particular. */
import type { NeedCode } from '#referral/needs';

export const women = [
  ...['Ailsa', 'Catriona', 'Eilidh', 'Fiona', 'Greer', 'Heather', 'Isla', 'Jean', 'Kirsty', 'Lorna', 'Mairi', 'Morag', 'Nan', 'Oona', 'Peigi', 'Rhona'],
  ...['Senga', 'Una', 'Vera', 'Agnes', 'Davina', 'Effie', 'Grace', 'Amina', 'Jadwiga', 'Samira', 'Li Wei', 'Hodan', 'Priya', 'Olena'],
] as const;
export const men = [
  ...['Alasdair', 'Brodie', 'Callum', 'Duncan', 'Euan', 'Fergus', 'Gavin', 'Hamish', 'Iain', 'Jock', 'Kenneth', 'Lachlan', 'Murdo', 'Neil', 'Owen', 'Ross'],
  ...['Struan', 'Tam', 'Wallace', 'Archie', 'Bruce', 'Donald', 'Ewan', 'Farid', 'Marek', 'Yusuf', 'Tariq', 'Samuel', 'Andriy', 'Kofi'],
] as const;
export const families = [
  ...['Buchan', 'Carnegie', 'Duthie', 'Esslemont', 'Farquhar', 'Gillanders', 'Haldane', 'Innes', 'Jardine', 'Kinnear', 'Lumsden', 'Meldrum', 'Napier'],
  ...['Ogilvie', 'Pirie', 'Quigley', 'Rankine', 'Sangster', 'Tulloch', 'Urquhart', 'Wishart', 'Yuill', 'Balfour', 'Cattanach', 'Dalgarno', 'Elphinstone'],
  ...['Fordyce', 'Garioch', 'Hislop', 'Irvine', 'Johnstone', 'Kilgour', 'Leask', 'Mowat', 'Nicolson', 'Oliphant', 'Petrie', 'Skene', 'Traill', 'Ure'],
  ...['Nowak', 'Haidari', 'Adeyemi', 'Tan', 'Aziz', 'Warsame', 'Kaur', 'Shevchenko'],
] as const;
/** As many practices as there may be; `Harebell` becomes `harebell`, Harebell Practice. */
export const practiceNames = [
  ...['Harebell', 'Bogmyrtle', 'Rowanlea', 'Whinfield', 'Heronsgate', 'Larkhall Brae', 'Foxglove', 'Silverburn Row', 'Juniper', 'Kestrel', 'Brackenhill'],
  ...['Curlew', 'Damson', 'Elderbank', 'Fernie', 'Gorsedene', 'Hazelbank', 'Ivybridge', 'Kittiwake', 'Lapwing', 'Meadowsweet', 'Nettlefold', 'Osprey'],
  ...['Ptarmigan', 'Quarrywood', 'Redshank', 'Saltmarsh', 'Tormentil', 'Wagtail', 'Yarrow', 'Alderbank', 'Blaeberry', 'Cloudberry', 'Dunlin', 'Eider'],
  ...['Fulmar', 'Goldcrest', 'Heathrush', 'Linnet', 'Mistlethrush'],
] as const;
export const practitionerNames = [
  ...['Morven Adair', 'Calum Baxter', 'Sheila Coull', 'Rory Dunnet', 'Nadine Ewart', 'Gregor Fyfe', 'Ishbel Grieve', 'Kamal Hussain', 'Ewa Jankowska'],
  ...['Lewis Keddie', 'Marion Laird', 'Niall Moncur', 'Orla Neish', 'Peter Omand', 'Rosie Pennie', 'Sandy Rennie', 'Tess Smeaton', 'Uma Thapar'],
  ...['Victor Usher', 'Wilma Yule', 'Beth Abernethy', 'Colin Brodie', 'Dina Cargill', 'Errol Deans'],
] as const;
export const places = [
  ...['Northgate', 'Southbank', 'Eastmuir', 'Westerlea', 'Canalside', 'Broomfield', 'Mill Lane', 'Harbour', 'Castlebank', 'Greenhead', 'Kirkgate', 'Lochend'],
] as const;

/** `sensitive`: that somebody goes there tells too much. */
type OrganisationKind = { id: string; name: string; service: string; needs: readonly NeedCode[]; sensitive?: true; money?: true };
export const organisationKinds: readonly OrganisationKind[] = [
  { id: 'pantry', name: 'Food Pantry', service: 'Food parcels', needs: ['food-fuel', 'money'] },
  { id: 'welfare', name: 'Welfare Rights', service: 'Benefits advice', needs: ['money', 'debt', 'disability'], money: true },
  { id: 'debt', name: 'Money Matters', service: 'Debt advice', needs: ['debt', 'money'], money: true },
  { id: 'housing', name: 'Housing Advice', service: 'Housing advice', needs: ['housing', 'legal'] },
  { id: 'wellbeing', name: 'Wellbeing Rooms', service: 'Talking groups', needs: ['mental-wellbeing', 'trauma'] },
  { id: 'befrienders', name: 'Befrienders', service: 'Befriending', needs: ['loneliness', 'caring'] },
  { id: 'walkers', name: 'Walkers', service: 'Walking group', needs: ['activity-diet', 'loneliness', 'long-term-condition'] },
  { id: 'learning', name: 'Learning Centre', service: 'Classes', needs: ['education', 'digital', 'work'] },
  { id: 'bereavement', name: 'Bereavement Support', service: 'Bereavement groups', needs: ['bereavement', 'relationships'] },
  { id: 'recovery', name: 'Recovery Café', service: 'Recovery meetings', needs: ['alcohol-drugs', 'gambling'], sensitive: true },
  { id: 'womens', name: 'Women’s Support', service: 'Support for women', needs: ['domestic-abuse'], sensitive: true },
  { id: 'carers', name: 'Carers Centre', service: 'Support for carers', needs: ['caring', 'disability', 'transport', 'immigration', 'other'] },
];

/** How often people come for what, in hundredths or so. */
export const needShares: readonly (readonly [number, NeedCode])[] = [
  ...([
    [14, 'mental-wellbeing'],
    [13, 'loneliness'],
    [13, 'money'],
    [9, 'housing'],
    [7, 'debt'],
    [6, 'food-fuel'],
    [5, 'bereavement'],
    [5, 'activity-diet'],
    [4, 'caring'],
    [4, 'work'],
    [4, 'long-term-condition'],
    [3, 'relationships'],
  ] as const),
  ...([
    [2, 'digital'],
    [2, 'education'],
    [2, 'legal'],
    [2, 'disability'],
    [2, 'alcohol-drugs'],
    [1.5, 'domestic-abuse'],
    [1, 'trauma'],
    [1, 'transport'],
    [0.7, 'immigration'],
    [0.6, 'gambling'],
    [1, 'other'],
  ] as const),
];
