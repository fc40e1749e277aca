import { everywhere } from './everywhere.ts';

everywhere({ practitioner: ['Catriona Weir', 'Iona Baird'] });
