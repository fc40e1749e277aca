/** The platform's templates, by the name under which every page knows them. */
export { type Html, html, type Part } from '#platform/html';
