import { everywhere } from './everywhere.ts';

everywhere({ manager: ['Elspeth Munro'] });
