import { everywhere } from './everywhere.ts';

everywhere({ staff: ['Dr Nadia Khan', 'Lorna Petrie'], collector: ['Morag Innes'] });
