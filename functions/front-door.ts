/** Asked by the HTTP API before every route: did this come through the front door? */
export { frontDoor as handler } from '#platform/front-door';
