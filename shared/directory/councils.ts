/** Scotland's council areas and health boards by their codes: every council lies in one health board. */

/** As the Office for National Statistics codes them since 2019. */
export const healthBoards: Readonly<Record<string, string>> = {
  S08000015: 'Ayrshire and Arran',
  S08000016: 'Borders',
  S08000017: 'Dumfries and Galloway',
  S08000019: 'Forth Valley',
  S08000020: 'Grampian',
  S08000022: 'Highland',
  S08000024: 'Lothian',
  S08000025: 'Orkney',
  S08000026: 'Shetland',
  S08000028: 'Western Isles',
  S08000029: 'Fife',
  S08000030: 'Tayside',
  S08000031: 'Greater Glasgow and Clyde',
  S08000032: 'Lanarkshire',
};

type Council = { name: string; healthBoard: string };
const council = (name: string, healthBoard: string): Council => ({ name, healthBoard });
export const councils: Readonly<Record<string, Council>> = {
  S12000005: council('Clackmannanshire', 'S08000019'),
  S12000006: council('Dumfries and Galloway', 'S08000017'),
  S12000008: council('East Ayrshire', 'S08000015'),
  S12000010: council('East Lothian', 'S08000024'),
  S12000011: council('East Renfrewshire', 'S08000031'),
  S12000013: council('Na h-Eileanan Siar', 'S08000028'),
  S12000014: council('Falkirk', 'S08000019'),
  S12000017: council('Highland', 'S08000022'),
  S12000018: council('Inverclyde', 'S08000031'),
  S12000019: council('Midlothian', 'S08000024'),
  S12000020: council('Moray', 'S08000020'),
  S12000021: council('North Ayrshire', 'S08000015'),
  S12000023: council('Orkney Islands', 'S08000025'),
  S12000026: council('Scottish Borders', 'S08000016'),
  S12000027: council('Shetland Islands', 'S08000026'),
  S12000028: council('South Ayrshire', 'S08000015'),
  S12000029: council('South Lanarkshire', 'S08000032'),
  S12000030: council('Stirling', 'S08000019'),
  S12000033: council('Aberdeen City', 'S08000020'),
  S12000034: council('Aberdeenshire', 'S08000020'),
  S12000035: council('Argyll and Bute', 'S08000022'),
  S12000036: council('City of Edinburgh', 'S08000024'),
  S12000038: council('Renfrewshire', 'S08000031'),
  S12000039: council('West Dunbartonshire', 'S08000031'),
  S12000040: council('West Lothian', 'S08000024'),
  S12000041: council('Angus', 'S08000030'),
  S12000042: council('Dundee City', 'S08000030'),
  S12000045: council('East Dunbartonshire', 'S08000031'),
  S12000047: council('Fife', 'S08000029'),
  S12000048: council('Perth and Kinross', 'S08000030'),
  S12000049: council('Glasgow City', 'S08000031'),
  S12000050: council('North Lanarkshire', 'S08000032'),
};
const scotland = 'S92000003';

/** Undefined: a code of no council, health board or of Scotland. */
export const placeName = (code: string): string | undefined => {
  if (code === scotland) return 'Scotland';
  if (Object.hasOwn(councils, code)) return councils[code]?.name;
  return Object.hasOwn(healthBoards, code) ? healthBoards[code] : undefined;
};
export const isCouncil = (code: string): boolean => Object.hasOwn(councils, code);
export const isHealthBoard = (code: string): boolean => Object.hasOwn(healthBoards, code);
/** A council area with all it lies in: who serves one of these serves it. */
export const within = (code: string): readonly string[] => {
  const board = isCouncil(code) ? councils[code]?.healthBoard : undefined;
  return [code, ...(board === undefined ? [] : [board]), scotland];
};
