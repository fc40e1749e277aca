/** Generated from the R4 definitions by local/generate/summary.ts: the elements of each type that belong to its summary. */
export const summaryElements: Readonly<Record<string, string>> = {
  AuditEvent: 'id meta implicitRules type subtype action recorded outcome outcomeDesc purposeOfEvent',
  Condition: 'id meta implicitRules identifier clinicalStatus verificationStatus code bodySite subject encounter onset recordedDate recorder asserter',
  Consent: 'id meta implicitRules identifier status scope category patient dateTime performer organization source policyRule verification provision',
  Goal: 'id meta implicitRules lifecycleStatus achievementStatus category priority description subject start statusDate expressedBy',
  HealthcareService: 'id meta implicitRules identifier active providedBy category type specialty location name comment photo',
  Location: 'id meta implicitRules identifier status operationalStatus name description mode type physicalType managingOrganization',
  Measure:
    'id meta implicitRules url identifier version name title status experimental date publisher contact description useContext jurisdiction effectivePeriod disclaimer scoring compositeScoring type riskAdjustment rateAggregation rationale clinicalRecommendationStatement improvementNotation definition guidance',
  MeasureReport: 'id meta implicitRules identifier status type measure subject date reporter period improvementNotation',
  Observation:
    'id meta implicitRules identifier basedOn partOf status code subject focus encounter effective issued performer value hasMember derivedFrom component',
  Organization: 'id meta implicitRules identifier active type name partOf',
  Patient: 'id meta implicitRules identifier active name telecom gender birthDate deceased address managingOrganization link',
  Practitioner: 'id meta implicitRules identifier active name telecom address gender birthDate',
  PractitionerRole: 'id meta implicitRules identifier active period practitioner organization code specialty location telecom',
  Procedure:
    'id meta implicitRules identifier instantiatesCanonical instantiatesUri basedOn partOf status statusReason category code subject encounter performed recorder asserter performer location reasonCode reasonReference bodySite outcome',
  Provenance: 'id meta implicitRules target recorded',
  ServiceRequest:
    'id meta implicitRules identifier instantiatesCanonical instantiatesUri basedOn replaces requisition status intent category priority doNotPerform code orderDetail quantity subject encounter occurrence asNeeded authoredOn requester performerType performer locationCode locationReference reasonCode reasonReference specimen bodySite patientInstruction',
  Subscription: 'id meta implicitRules status contact end reason criteria error channel',
  Task: 'id meta implicitRules instantiatesCanonical instantiatesUri basedOn groupIdentifier partOf status statusReason businessStatus intent code description focus for encounter executionPeriod lastModified requester owner location',
};
/** Those without which it is no resource of its type. */
export const requiredElements: Readonly<Record<string, string>> = {
  AuditEvent: 'type recorded agent source',
  Condition: 'subject',
  Consent: 'status scope category',
  Goal: 'lifecycleStatus description subject',
  Measure: 'status',
  MeasureReport: 'status type measure period',
  Observation: 'status code',
  Procedure: 'status subject',
  Provenance: 'target recorded agent',
  ServiceRequest: 'status intent subject',
  Subscription: 'status reason criteria channel',
  Task: 'status intent',
};
