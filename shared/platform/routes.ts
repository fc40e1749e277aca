/** Every address the hub answers, said once, under the function that answers it: the stack makes the routes, the functions find their handlers, the docs list them. */
export const routesOf = {
  api: {
    fhir: 'ANY /fhir/{proxy+}',
    smartConfiguration: 'GET /.well-known/smart-configuration',
    token: 'POST /oauth/token',
    answer: 'POST /organisations/{organisation}/referrals/{task}/answers',
    fetchReferral: 'GET /organisations/{organisation}/referrals/{task}',
    delivery: 'GET /insight/delivery',
    /** The directory for anybody, in HSDS. */
    hsds: 'ANY /hsds/{proxy+}',
    openapi: 'GET /openapi.json',
    docs: 'GET /docs',
    /** Whatever else: the hub's own 404, never the gateway's. */
    other: '$default',
  },
  /** Pages for people. */
  web: {
    home: 'GET /',
    web: 'ANY /app/{proxy+}',
    selfReferral: 'ANY /self-referral/{practice}',
    /** For the people of an organisation that has no system. */
    answerPages: 'ANY /answer/{proxy+}',
  },
  /** The pages on organisations' systems, which reach their addresses and make their keys. */
  systems: { systems: 'ANY /app/systems', system: 'ANY /app/systems/{proxy+}' },
  /** Studies, their exports, and what is entered for them from paper. */
  study: { studies: 'ANY /app/studies', study: 'ANY /app/studies/{proxy+}' },
  /** The pages of figures, which read much and change nothing of anybody's. */
  figures: { questions: 'ANY /app/figures', figures: 'ANY /app/figures/{proxy+}', /** What was published, for anybody. */ published: 'ANY /figures/{proxy+}' },
} as const;
/** The functions that the gateway calls. */
export type Answering = keyof typeof routesOf;
export type RouteName<Its extends Answering = Answering> = { [Name in Its]: keyof (typeof routesOf)[Name] }[Its];

export const routes = { ...routesOf.api, ...routesOf.web, ...routesOf.systems, ...routesOf.figures, ...routesOf.study } as const;
