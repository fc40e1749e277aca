/** Generated from the R4 definitions by local/generate/structure.ts; read by types.ts, which says the grammar. */
export const typeLines: Record<string, string> = {
  Address:
    'Element use:code=address-use type:code=address-type text:string line*:string city:string district:string state:string postalCode:string country:string period:Period',
  Age: 'Element value:decimal comparator:code=quantity-comparator unit:string system:uri code:code',
  AllergyIntolerance:
    'DomainResource identifier*:Identifier clinicalStatus:CodeableConcept=allergyintolerance-clinical verificationStatus:CodeableConcept=allergyintolerance-verification type:code=allergy-intolerance-type category*:code=allergy-intolerance-category criticality:code=allergy-intolerance-criticality code:CodeableConcept patient!:Reference>Patient encounter:Reference>Encounter onset[x]:dateTime|Age|Period|Range|string recordedDate:dateTime recorder:Reference>Practitioner,PractitionerRole,Patient,RelatedPerson asserter:Reference>Patient,RelatedPerson,Practitioner,PractitionerRole lastOccurrence:dateTime note*:Annotation reaction*:AllergyIntolerance.reaction',
  'AllergyIntolerance.reaction':
    'BackboneElement substance:CodeableConcept manifestation+:CodeableConcept description:string onset:dateTime severity:code=reaction-event-severity exposureRoute:CodeableConcept note*:Annotation',
  Annotation: 'Element author[x]:Reference>Practitioner,Patient,RelatedPerson,Organization|string time:dateTime text!:markdown',
  Attachment: 'Element contentType:code language:code data:base64Binary url:url size:unsignedInt hash:base64Binary title:string creation:dateTime',
  AuditEvent:
    'DomainResource type!:Coding subtype*:Coding action:code=audit-event-action period:Period recorded!:instant outcome:code=audit-event-outcome outcomeDesc:string purposeOfEvent*:CodeableConcept agent+:AuditEvent.agent source!:AuditEvent.source entity*:AuditEvent.entity',
  'AuditEvent.agent':
    'BackboneElement type:CodeableConcept role*:CodeableConcept who:Reference>PractitionerRole,Practitioner,Organization,Device,Patient,RelatedPerson altId:string name:string requestor!:boolean location:Reference>Location policy*:uri media:Coding network:AuditEvent.agent.network purposeOfUse*:CodeableConcept',
  'AuditEvent.agent.network': 'BackboneElement address:string type:code=network-type',
  'AuditEvent.entity':
    'BackboneElement what:Reference type:Coding role:Coding lifecycle:Coding securityLabel*:Coding name:string description:string query:base64Binary detail*:AuditEvent.entity.detail',
  'AuditEvent.entity.detail': 'BackboneElement type!:string value[x]!:string|base64Binary',
  'AuditEvent.source':
    'BackboneElement site:string observer!:Reference>PractitionerRole,Practitioner,Organization,Device,Patient,RelatedPerson,Subscription type*:Coding',
  BackboneElement: 'Element modifierExtension*:Extension',
  Bundle: 'Resource identifier:Identifier type!:code=bundle-type timestamp:instant total:unsignedInt link*:Bundle.link entry*:Bundle.entry signature:Signature',
  'Bundle.entry':
    'BackboneElement link*:Bundle.link fullUrl:uri resource:Resource search:Bundle.entry.search request:Bundle.entry.request response:Bundle.entry.response',
  'Bundle.entry.request': 'BackboneElement method!:code=http-verb url!:uri ifNoneMatch:string ifModifiedSince:instant ifMatch:string ifNoneExist:string',
  'Bundle.entry.response': 'BackboneElement status!:string location:uri etag:string lastModified:instant outcome:OperationOutcome',
  'Bundle.entry.search': 'BackboneElement mode:code=search-entry-mode score:decimal',
  'Bundle.link': 'BackboneElement relation!:string url!:uri',
  CarePlan:
    'DomainResource identifier*:Identifier instantiatesCanonical*:canonical instantiatesUri*:uri basedOn*:Reference>CarePlan replaces*:Reference>CarePlan partOf*:Reference>CarePlan status!:code=request-status intent!:code=care-plan-intent category*:CodeableConcept title:string description:string subject!:Reference>Patient,Group encounter:Reference>Encounter period:Period created:dateTime author:Reference>Patient,Practitioner,PractitionerRole,Device,RelatedPerson,Organization,CareTeam contributor*:Reference>Patient,Practitioner,PractitionerRole,Device,RelatedPerson,Organization,CareTeam careTeam*:Reference>CareTeam addresses*:Reference>Condition supportingInfo*:Reference goal*:Reference>Goal activity*:CarePlan.activity note*:Annotation',
  'CarePlan.activity':
    'BackboneElement outcomeCodeableConcept*:CodeableConcept outcomeReference*:Reference progress*:Annotation reference:Reference>Appointment,CommunicationRequest,DeviceRequest,MedicationRequest,NutritionOrder,Task,ServiceRequest,VisionPrescription,RequestGroup detail:CarePlan.activity.detail',
  'CarePlan.activity.detail':
    'BackboneElement kind:code=care-plan-activity-kind instantiatesCanonical*:canonical instantiatesUri*:uri code:CodeableConcept reasonCode*:CodeableConcept reasonReference*:Reference>Condition,Observation,DiagnosticReport,DocumentReference goal*:Reference>Goal status!:code=care-plan-activity-status statusReason:CodeableConcept doNotPerform:boolean scheduled[x]:Timing|Period|string location:Reference>Location performer*:Reference>Practitioner,PractitionerRole,Organization,RelatedPerson,Patient,CareTeam,HealthcareService,Device product[x]:CodeableConcept|Reference>Medication,Substance dailyAmount:Quantity quantity:Quantity description:string',
  CodeableConcept: 'Element coding*:Coding text:string',
  Coding: 'Element system:uri version:string code:code display:string userSelected:boolean',
  Condition:
    'DomainResource identifier*:Identifier clinicalStatus:CodeableConcept=condition-clinical verificationStatus:CodeableConcept=condition-ver-status category*:CodeableConcept severity:CodeableConcept code:CodeableConcept bodySite*:CodeableConcept subject!:Reference>Patient,Group encounter:Reference>Encounter onset[x]:dateTime|Age|Period|Range|string abatement[x]:dateTime|Age|Period|Range|string recordedDate:dateTime recorder:Reference>Practitioner,PractitionerRole,Patient,RelatedPerson asserter:Reference>Practitioner,PractitionerRole,Patient,RelatedPerson stage*:Condition.stage evidence*:Condition.evidence note*:Annotation',
  'Condition.evidence': 'BackboneElement code*:CodeableConcept detail*:Reference',
  'Condition.stage': 'BackboneElement summary:CodeableConcept assessment*:Reference>ClinicalImpression,DiagnosticReport,Observation type:CodeableConcept',
  Consent:
    'DomainResource identifier*:Identifier status!:code=consent-state-codes scope!:CodeableConcept category+:CodeableConcept patient:Reference>Patient dateTime:dateTime performer*:Reference>Organization,Patient,Practitioner,RelatedPerson,PractitionerRole organization*:Reference>Organization source[x]:Attachment|Reference>Consent,DocumentReference,Contract,QuestionnaireResponse policy*:Consent.policy policyRule:CodeableConcept verification*:Consent.verification provision:Consent.provision',
  'Consent.policy': 'BackboneElement authority:uri uri:uri',
  'Consent.provision':
    'BackboneElement type:code=consent-provision-type period:Period actor*:Consent.provision.actor action*:CodeableConcept securityLabel*:Coding purpose*:Coding class*:Coding code*:CodeableConcept dataPeriod:Period data*:Consent.provision.data provision*:Consent.provision',
  'Consent.provision.actor':
    'BackboneElement role!:CodeableConcept reference!:Reference>Device,Group,CareTeam,Organization,Patient,Practitioner,RelatedPerson,PractitionerRole',
  'Consent.provision.data': 'BackboneElement meaning!:code=consent-data-meaning reference!:Reference',
  'Consent.verification': 'BackboneElement verified!:boolean verifiedWith:Reference>Patient,RelatedPerson verificationDate:dateTime',
  ContactDetail: 'Element name:string telecom*:ContactPoint',
  ContactPoint: 'Element system:code=contact-point-system value:string use:code=contact-point-use rank:positiveInt period:Period',
  Contributor: 'Element type!:code=contributor-type name!:string contact*:ContactDetail',
  Count: 'Element value:decimal comparator:code=quantity-comparator unit:string system:uri code:code',
  Coverage:
    'DomainResource identifier*:Identifier status!:code=fm-status type:CodeableConcept policyHolder:Reference>Patient,RelatedPerson,Organization subscriber:Reference>Patient,RelatedPerson subscriberId:string beneficiary!:Reference>Patient dependent:string relationship:CodeableConcept period:Period payor+:Reference>Organization,Patient,RelatedPerson class*:Coverage.class order:positiveInt network:string costToBeneficiary*:Coverage.costToBeneficiary subrogation:boolean contract*:Reference>Contract',
  'Coverage.class': 'BackboneElement type!:CodeableConcept value!:string name:string',
  'Coverage.costToBeneficiary': 'BackboneElement type:CodeableConcept value[x]!:Quantity|Money exception*:Coverage.costToBeneficiary.exception',
  'Coverage.costToBeneficiary.exception': 'BackboneElement type!:CodeableConcept period:Period',
  DataRequirement:
    'Element type!:code=all-types profile*:canonical subject[x]:CodeableConcept|Reference>Group mustSupport*:string codeFilter*:DataRequirement.codeFilter dateFilter*:DataRequirement.dateFilter limit:positiveInt sort*:DataRequirement.sort',
  'DataRequirement.codeFilter': 'Element path:string searchParam:string valueSet:canonical code*:Coding',
  'DataRequirement.dateFilter': 'Element path:string searchParam:string value[x]:dateTime|Period|Duration',
  'DataRequirement.sort': 'Element path!:string direction!:code=sort-direction',
  Distance: 'Element value:decimal comparator:code=quantity-comparator unit:string system:uri code:code',
  DocumentReference:
    'DomainResource masterIdentifier:Identifier identifier*:Identifier status!:code=document-reference-status docStatus:code=composition-status type:CodeableConcept category*:CodeableConcept subject:Reference>Patient,Practitioner,Group,Device date:instant author*:Reference>Practitioner,PractitionerRole,Organization,Device,Patient,RelatedPerson authenticator:Reference>Practitioner,PractitionerRole,Organization custodian:Reference>Organization relatesTo*:DocumentReference.relatesTo description:string securityLabel*:CodeableConcept content+:DocumentReference.content context:DocumentReference.context',
  'DocumentReference.content': 'BackboneElement attachment!:Attachment format:Coding',
  'DocumentReference.context':
    'BackboneElement encounter*:Reference>Encounter,EpisodeOfCare event*:CodeableConcept period:Period facilityType:CodeableConcept practiceSetting:CodeableConcept sourcePatientInfo:Reference>Patient related*:Reference',
  'DocumentReference.relatesTo': 'BackboneElement code!:code=document-relationship-type target!:Reference>DocumentReference',
  DomainResource: 'Resource text:Narrative contained*:Resource extension*:Extension modifierExtension*:Extension',
  Dosage:
    'BackboneElement sequence:integer text:string additionalInstruction*:CodeableConcept patientInstruction:string timing:Timing asNeeded[x]:boolean|CodeableConcept site:CodeableConcept route:CodeableConcept method:CodeableConcept doseAndRate*:Dosage.doseAndRate maxDosePerPeriod:Ratio maxDosePerAdministration:Quantity maxDosePerLifetime:Quantity',
  'Dosage.doseAndRate': 'Element type:CodeableConcept dose[x]:Range|Quantity rate[x]:Ratio|Range|Quantity',
  Duration: 'Element value:decimal comparator:code=quantity-comparator unit:string system:uri code:code',
  Element: ' id:string extension*:Extension',
  Encounter:
    'DomainResource identifier*:Identifier status!:code=encounter-status statusHistory*:Encounter.statusHistory class!:Coding classHistory*:Encounter.classHistory type*:CodeableConcept serviceType:CodeableConcept priority:CodeableConcept subject:Reference>Patient,Group episodeOfCare*:Reference>EpisodeOfCare basedOn*:Reference>ServiceRequest participant*:Encounter.participant appointment*:Reference>Appointment period:Period length:Duration reasonCode*:CodeableConcept reasonReference*:Reference>Condition,Procedure,Observation,ImmunizationRecommendation diagnosis*:Encounter.diagnosis account*:Reference>Account hospitalization:Encounter.hospitalization location*:Encounter.location serviceProvider:Reference>Organization partOf:Reference>Encounter',
  'Encounter.classHistory': 'BackboneElement class!:Coding period!:Period',
  'Encounter.diagnosis': 'BackboneElement condition!:Reference>Condition,Procedure use:CodeableConcept rank:positiveInt',
  'Encounter.hospitalization':
    'BackboneElement preAdmissionIdentifier:Identifier origin:Reference>Location,Organization admitSource:CodeableConcept reAdmission:CodeableConcept dietPreference*:CodeableConcept specialCourtesy*:CodeableConcept specialArrangement*:CodeableConcept destination:Reference>Location,Organization dischargeDisposition:CodeableConcept',
  'Encounter.location': 'BackboneElement location!:Reference>Location status:code=encounter-location-status physicalType:CodeableConcept period:Period',
  'Encounter.participant': 'BackboneElement type*:CodeableConcept period:Period individual:Reference>Practitioner,PractitionerRole,RelatedPerson',
  'Encounter.statusHistory': 'BackboneElement status!:code=encounter-status period!:Period',
  Expression: 'Element description:string name:id language!:code expression:string reference:uri',
  Extension:
    'Element url!:uri value[x]:base64Binary|boolean|canonical|code|date|dateTime|decimal|id|instant|integer|markdown|oid|positiveInt|string|time|unsignedInt|uri|url|uuid|Address|Age|Annotation|Attachment|CodeableConcept|Coding|ContactPoint|Count|Distance|Duration|HumanName|Identifier|Money|Period|Quantity|Range|Ratio|Reference|SampledData|Signature|Timing|ContactDetail|Contributor|DataRequirement|Expression|ParameterDefinition|RelatedArtifact|TriggerDefinition|UsageContext|Dosage|Meta',
  Flag: 'DomainResource identifier*:Identifier status!:code=flag-status category*:CodeableConcept code!:CodeableConcept subject!:Reference>Patient,Location,Group,Organization,Practitioner,PlanDefinition,Medication,Procedure period:Period encounter:Reference>Encounter author:Reference>Device,Organization,Patient,Practitioner,PractitionerRole',
  Goal: 'DomainResource identifier*:Identifier lifecycleStatus!:code=goal-status achievementStatus:CodeableConcept category*:CodeableConcept priority:CodeableConcept description!:CodeableConcept subject!:Reference>Patient,Group,Organization start[x]:date|CodeableConcept target*:Goal.target statusDate:date statusReason:string expressedBy:Reference>Patient,Practitioner,PractitionerRole,RelatedPerson addresses*:Reference>Condition,Observation,MedicationStatement,NutritionOrder,ServiceRequest,RiskAssessment note*:Annotation outcomeCode*:CodeableConcept outcomeReference*:Reference>Observation',
  'Goal.target': 'BackboneElement measure:CodeableConcept detail[x]:Quantity|Range|CodeableConcept|string|boolean|integer|Ratio due[x]:date|Duration',
  HealthcareService:
    'DomainResource identifier*:Identifier active:boolean providedBy:Reference>Organization category*:CodeableConcept type*:CodeableConcept specialty*:CodeableConcept location*:Reference>Location name:string comment:string extraDetails:markdown photo:Attachment telecom*:ContactPoint coverageArea*:Reference>Location serviceProvisionCode*:CodeableConcept eligibility*:HealthcareService.eligibility program*:CodeableConcept characteristic*:CodeableConcept communication*:CodeableConcept referralMethod*:CodeableConcept appointmentRequired:boolean availableTime*:HealthcareService.availableTime notAvailable*:HealthcareService.notAvailable availabilityExceptions:string endpoint*:Reference>Endpoint',
  'HealthcareService.availableTime': 'BackboneElement daysOfWeek*:code=days-of-week allDay:boolean availableStartTime:time availableEndTime:time',
  'HealthcareService.eligibility': 'BackboneElement code:CodeableConcept comment:markdown',
  'HealthcareService.notAvailable': 'BackboneElement description!:string during:Period',
  HumanName: 'Element use:code=name-use text:string family:string given*:string prefix*:string suffix*:string period:Period',
  Identifier: 'Element use:code=identifier-use type:CodeableConcept system:uri value:string period:Period assigner:Reference>Organization',
  Location:
    'DomainResource identifier*:Identifier status:code=location-status operationalStatus:Coding name:string alias*:string description:string mode:code=location-mode type*:CodeableConcept telecom*:ContactPoint address:Address physicalType:CodeableConcept position:Location.position managingOrganization:Reference>Organization partOf:Reference>Location hoursOfOperation*:Location.hoursOfOperation availabilityExceptions:string endpoint*:Reference>Endpoint',
  'Location.hoursOfOperation': 'BackboneElement daysOfWeek*:code=days-of-week allDay:boolean openingTime:time closingTime:time',
  'Location.position': 'BackboneElement longitude!:decimal latitude!:decimal altitude:decimal',
  MedicationStatement:
    'DomainResource identifier*:Identifier basedOn*:Reference>MedicationRequest,CarePlan,ServiceRequest partOf*:Reference>MedicationAdministration,MedicationDispense,MedicationStatement,Procedure,Observation status!:code=medication-statement-status statusReason*:CodeableConcept category:CodeableConcept medication[x]!:CodeableConcept|Reference>Medication subject!:Reference>Patient,Group context:Reference>Encounter,EpisodeOfCare effective[x]:dateTime|Period dateAsserted:dateTime informationSource:Reference>Patient,Practitioner,PractitionerRole,RelatedPerson,Organization derivedFrom*:Reference reasonCode*:CodeableConcept reasonReference*:Reference>Condition,Observation,DiagnosticReport note*:Annotation dosage*:Dosage',
  MessageHeader:
    'DomainResource event[x]!:Coding|uri destination*:MessageHeader.destination sender:Reference>Practitioner,PractitionerRole,Organization enterer:Reference>Practitioner,PractitionerRole author:Reference>Practitioner,PractitionerRole source!:MessageHeader.source responsible:Reference>Practitioner,PractitionerRole,Organization reason:CodeableConcept response:MessageHeader.response focus*:Reference definition:canonical',
  'MessageHeader.destination':
    'BackboneElement name:string target:Reference>Device endpoint!:url receiver:Reference>Practitioner,PractitionerRole,Organization',
  'MessageHeader.response': 'BackboneElement identifier!:id code!:code=response-code details:Reference>OperationOutcome',
  'MessageHeader.source': 'BackboneElement name:string software:string version:string contact:ContactPoint endpoint!:url',
  Meta: 'Element versionId:id lastUpdated:instant source:uri profile*:canonical security*:Coding tag*:Coding',
  Money: 'Element value:decimal currency:code',
  Narrative: 'Element status!:code=narrative-status div!:xhtml',
  Observation:
    'DomainResource identifier*:Identifier basedOn*:Reference>CarePlan,DeviceRequest,ImmunizationRecommendation,MedicationRequest,NutritionOrder,ServiceRequest partOf*:Reference>MedicationAdministration,MedicationDispense,MedicationStatement,Procedure,Immunization,ImagingStudy status!:code=observation-status category*:CodeableConcept code!:CodeableConcept subject:Reference>Patient,Group,Device,Location focus*:Reference encounter:Reference>Encounter effective[x]:dateTime|Period|Timing|instant issued:instant performer*:Reference>Practitioner,PractitionerRole,Organization,CareTeam,Patient,RelatedPerson value[x]:Quantity|CodeableConcept|string|boolean|integer|Range|Ratio|SampledData|time|dateTime|Period dataAbsentReason:CodeableConcept interpretation*:CodeableConcept note*:Annotation bodySite:CodeableConcept method:CodeableConcept specimen:Reference>Specimen device:Reference>Device,DeviceMetric referenceRange*:Observation.referenceRange hasMember*:Reference>Observation,QuestionnaireResponse,MolecularSequence derivedFrom*:Reference>DocumentReference,ImagingStudy,Media,QuestionnaireResponse,Observation,MolecularSequence component*:Observation.component',
  'Observation.component':
    'BackboneElement code!:CodeableConcept value[x]:Quantity|CodeableConcept|string|boolean|integer|Range|Ratio|SampledData|time|dateTime|Period dataAbsentReason:CodeableConcept interpretation*:CodeableConcept referenceRange*:Observation.referenceRange',
  'Observation.referenceRange': 'BackboneElement low:Quantity high:Quantity type:CodeableConcept appliesTo*:CodeableConcept age:Range text:string',
  OperationOutcome: 'DomainResource issue+:OperationOutcome.issue',
  'OperationOutcome.issue':
    'BackboneElement severity!:code=issue-severity code!:code=issue-type details:CodeableConcept diagnostics:string location*:string expression*:string',
  Organization:
    'DomainResource identifier*:Identifier active:boolean type*:CodeableConcept name:string alias*:string telecom*:ContactPoint address*:Address partOf:Reference>Organization contact*:Organization.contact endpoint*:Reference>Endpoint',
  'Organization.contact': 'BackboneElement purpose:CodeableConcept name:HumanName telecom*:ContactPoint address:Address',
  ParameterDefinition: 'Element name:code use!:code=operation-parameter-use min:integer max:string documentation:string type!:code=all-types profile:canonical',
  Parameters: 'Resource parameter*:Parameters.parameter',
  'Parameters.parameter':
    'BackboneElement name!:string value[x]:base64Binary|boolean|canonical|code|date|dateTime|decimal|id|instant|integer|markdown|oid|positiveInt|string|time|unsignedInt|uri|url|uuid|Address|Age|Annotation|Attachment|CodeableConcept|Coding|ContactPoint|Count|Distance|Duration|HumanName|Identifier|Money|Period|Quantity|Range|Ratio|Reference|SampledData|Signature|Timing|ContactDetail|Contributor|DataRequirement|Expression|ParameterDefinition|RelatedArtifact|TriggerDefinition|UsageContext|Dosage|Meta resource:Resource part*:Parameters.parameter',
  Patient:
    'DomainResource identifier*:Identifier active:boolean name*:HumanName telecom*:ContactPoint gender:code=administrative-gender birthDate:date deceased[x]:boolean|dateTime address*:Address maritalStatus:CodeableConcept multipleBirth[x]:boolean|integer photo*:Attachment contact*:Patient.contact communication*:Patient.communication generalPractitioner*:Reference>Organization,Practitioner,PractitionerRole managingOrganization:Reference>Organization link*:Patient.link',
  'Patient.communication': 'BackboneElement language!:CodeableConcept preferred:boolean',
  'Patient.contact':
    'BackboneElement relationship*:CodeableConcept name:HumanName telecom*:ContactPoint address:Address gender:code=administrative-gender organization:Reference>Organization period:Period',
  'Patient.link': 'BackboneElement other!:Reference>Patient,RelatedPerson type!:code=link-type',
  Period: 'Element start:dateTime end:dateTime',
  Practitioner:
    'DomainResource identifier*:Identifier active:boolean name*:HumanName telecom*:ContactPoint address*:Address gender:code=administrative-gender birthDate:date photo*:Attachment qualification*:Practitioner.qualification communication*:CodeableConcept',
  'Practitioner.qualification': 'BackboneElement identifier*:Identifier code!:CodeableConcept period:Period issuer:Reference>Organization',
  PractitionerRole:
    'DomainResource identifier*:Identifier active:boolean period:Period practitioner:Reference>Practitioner organization:Reference>Organization code*:CodeableConcept specialty*:CodeableConcept location*:Reference>Location healthcareService*:Reference>HealthcareService telecom*:ContactPoint availableTime*:PractitionerRole.availableTime notAvailable*:PractitionerRole.notAvailable availabilityExceptions:string endpoint*:Reference>Endpoint',
  'PractitionerRole.availableTime': 'BackboneElement daysOfWeek*:code=days-of-week allDay:boolean availableStartTime:time availableEndTime:time',
  'PractitionerRole.notAvailable': 'BackboneElement description!:string during:Period',
  Procedure:
    'DomainResource identifier*:Identifier instantiatesCanonical*:canonical instantiatesUri*:uri basedOn*:Reference>CarePlan,ServiceRequest partOf*:Reference>Procedure,Observation,MedicationAdministration status!:code=event-status statusReason:CodeableConcept category:CodeableConcept code:CodeableConcept subject!:Reference>Patient,Group encounter:Reference>Encounter performed[x]:dateTime|Period|string|Age|Range recorder:Reference>Patient,RelatedPerson,Practitioner,PractitionerRole asserter:Reference>Patient,RelatedPerson,Practitioner,PractitionerRole performer*:Procedure.performer location:Reference>Location reasonCode*:CodeableConcept reasonReference*:Reference>Condition,Observation,Procedure,DiagnosticReport,DocumentReference bodySite*:CodeableConcept outcome:CodeableConcept report*:Reference>DiagnosticReport,DocumentReference,Composition complication*:CodeableConcept complicationDetail*:Reference>Condition followUp*:CodeableConcept note*:Annotation focalDevice*:Procedure.focalDevice usedReference*:Reference>Device,Medication,Substance usedCode*:CodeableConcept',
  'Procedure.focalDevice': 'BackboneElement action:CodeableConcept manipulated!:Reference>Device',
  'Procedure.performer':
    'BackboneElement function:CodeableConcept actor!:Reference>Practitioner,PractitionerRole,Organization,Patient,RelatedPerson,Device onBehalfOf:Reference>Organization',
  Provenance:
    'DomainResource target+:Reference occurred[x]:Period|dateTime recorded!:instant policy*:uri location:Reference>Location reason*:CodeableConcept activity:CodeableConcept agent+:Provenance.agent entity*:Provenance.entity signature*:Signature',
  'Provenance.agent':
    'BackboneElement type:CodeableConcept role*:CodeableConcept who!:Reference>Practitioner,PractitionerRole,RelatedPerson,Patient,Device,Organization onBehalfOf:Reference>Practitioner,PractitionerRole,RelatedPerson,Patient,Device,Organization',
  'Provenance.entity': 'BackboneElement role!:code=provenance-entity-role what!:Reference agent*:Provenance.agent',
  Quantity: 'Element value:decimal comparator:code=quantity-comparator unit:string system:uri code:code',
  QuestionnaireResponse:
    'DomainResource identifier:Identifier basedOn*:Reference>CarePlan,ServiceRequest partOf*:Reference>Observation,Procedure questionnaire:canonical status!:code=questionnaire-answers-status subject:Reference encounter:Reference>Encounter authored:dateTime author:Reference>Device,Practitioner,PractitionerRole,Patient,RelatedPerson,Organization source:Reference>Patient,Practitioner,PractitionerRole,RelatedPerson item*:QuestionnaireResponse.item',
  'QuestionnaireResponse.item':
    'BackboneElement linkId!:string definition:uri text:string answer*:QuestionnaireResponse.item.answer item*:QuestionnaireResponse.item',
  'QuestionnaireResponse.item.answer':
    'BackboneElement value[x]:boolean|decimal|integer|date|dateTime|time|string|uri|Attachment|Coding|Quantity|Reference item*:QuestionnaireResponse.item',
  Range: 'Element low:Quantity high:Quantity',
  Ratio: 'Element numerator:Quantity denominator:Quantity',
  Reference: 'Element reference:string type:uri identifier:Identifier display:string',
  RelatedArtifact: 'Element type!:code=related-artifact-type label:string display:string citation:markdown url:url document:Attachment resource:canonical',
  RelatedPerson:
    'DomainResource identifier*:Identifier active:boolean patient!:Reference>Patient relationship*:CodeableConcept name*:HumanName telecom*:ContactPoint gender:code=administrative-gender birthDate:date address*:Address photo*:Attachment period:Period communication*:RelatedPerson.communication',
  'RelatedPerson.communication': 'BackboneElement language!:CodeableConcept preferred:boolean',
  Resource: ' id:id meta:Meta implicitRules:uri language:code',
  SampledData: 'Element origin!:Quantity period!:decimal factor:decimal lowerLimit:decimal upperLimit:decimal dimensions!:positiveInt data:string',
  ServiceRequest:
    'DomainResource identifier*:Identifier instantiatesCanonical*:canonical instantiatesUri*:uri basedOn*:Reference>CarePlan,ServiceRequest,MedicationRequest replaces*:Reference>ServiceRequest requisition:Identifier status!:code=request-status intent!:code=request-intent category*:CodeableConcept priority:code=request-priority doNotPerform:boolean code:CodeableConcept orderDetail*:CodeableConcept quantity[x]:Quantity|Ratio|Range subject!:Reference>Patient,Group,Location,Device encounter:Reference>Encounter occurrence[x]:dateTime|Period|Timing asNeeded[x]:boolean|CodeableConcept authoredOn:dateTime requester:Reference>Practitioner,PractitionerRole,Organization,Patient,RelatedPerson,Device performerType:CodeableConcept performer*:Reference>Practitioner,PractitionerRole,Organization,CareTeam,HealthcareService,Patient,Device,RelatedPerson locationCode*:CodeableConcept locationReference*:Reference>Location reasonCode*:CodeableConcept reasonReference*:Reference>Condition,Observation,DiagnosticReport,DocumentReference insurance*:Reference>Coverage,ClaimResponse supportingInfo*:Reference specimen*:Reference>Specimen bodySite*:CodeableConcept note*:Annotation patientInstruction:string relevantHistory*:Reference>Provenance',
  Signature:
    'Element type+:Coding when!:instant who!:Reference>Practitioner,PractitionerRole,RelatedPerson,Patient,Device,Organization onBehalfOf:Reference>Practitioner,PractitionerRole,RelatedPerson,Patient,Device,Organization targetFormat:code sigFormat:code data:base64Binary',
  Subscription:
    'DomainResource status!:code=subscription-status contact*:ContactPoint end:instant reason!:string criteria!:string error:string channel!:Subscription.channel',
  'Subscription.channel': 'BackboneElement type!:code=subscription-channel-type endpoint:url payload:code header*:string',
  Task: 'DomainResource identifier*:Identifier instantiatesCanonical:canonical instantiatesUri:uri basedOn*:Reference groupIdentifier:Identifier partOf*:Reference>Task status!:code=task-status statusReason:CodeableConcept businessStatus:CodeableConcept intent!:code=task-intent priority:code=request-priority code:CodeableConcept description:string focus:Reference for:Reference encounter:Reference>Encounter executionPeriod:Period authoredOn:dateTime lastModified:dateTime requester:Reference>Device,Organization,Patient,Practitioner,PractitionerRole,RelatedPerson performerType*:CodeableConcept owner:Reference>Practitioner,PractitionerRole,Organization,CareTeam,HealthcareService,Patient,Device,RelatedPerson location:Reference>Location reasonCode:CodeableConcept reasonReference:Reference insurance*:Reference>Coverage,ClaimResponse note*:Annotation relevantHistory*:Reference>Provenance restriction:Task.restriction input*:Task.input output*:Task.output',
  'Task.input':
    'BackboneElement type!:CodeableConcept value[x]!:base64Binary|boolean|canonical|code|date|dateTime|decimal|id|instant|integer|markdown|oid|positiveInt|string|time|unsignedInt|uri|url|uuid|Address|Age|Annotation|Attachment|CodeableConcept|Coding|ContactPoint|Count|Distance|Duration|HumanName|Identifier|Money|Period|Quantity|Range|Ratio|Reference|SampledData|Signature|Timing|ContactDetail|Contributor|DataRequirement|Expression|ParameterDefinition|RelatedArtifact|TriggerDefinition|UsageContext|Dosage|Meta',
  'Task.output':
    'BackboneElement type!:CodeableConcept value[x]!:base64Binary|boolean|canonical|code|date|dateTime|decimal|id|instant|integer|markdown|oid|positiveInt|string|time|unsignedInt|uri|url|uuid|Address|Age|Annotation|Attachment|CodeableConcept|Coding|ContactPoint|Count|Distance|Duration|HumanName|Identifier|Money|Period|Quantity|Range|Ratio|Reference|SampledData|Signature|Timing|ContactDetail|Contributor|DataRequirement|Expression|ParameterDefinition|RelatedArtifact|TriggerDefinition|UsageContext|Dosage|Meta',
  'Task.restriction':
    'BackboneElement repetitions:positiveInt period:Period recipient*:Reference>Patient,Practitioner,PractitionerRole,RelatedPerson,Group,Organization',
  Timing: 'BackboneElement event*:dateTime repeat:Timing.repeat code:CodeableConcept',
  'Timing.repeat':
    'Element bounds[x]:Duration|Range|Period count:positiveInt countMax:positiveInt duration:decimal durationMax:decimal durationUnit:code=units-of-time frequency:positiveInt frequencyMax:positiveInt period:decimal periodMax:decimal periodUnit:code=units-of-time dayOfWeek*:code=days-of-week timeOfDay*:time when*:code=event-timing offset:unsignedInt',
  TriggerDefinition: 'Element type!:code=trigger-type name:string timing[x]:Timing|Reference>Schedule|date|dateTime data*:DataRequirement condition:Expression',
  UsageContext:
    'Element code!:Coding value[x]!:CodeableConcept|Quantity|Range|Reference>PlanDefinition,ResearchStudy,InsurancePlan,HealthcareService,Group,Location,Organization',
};
export const codeSets: Record<string, string> = {
  'address-type': 'postal physical both',
  'address-use': 'home work temp old billing',
  'administrative-gender': 'male female other unknown',
  'all-types':
    'Address Age Annotation Attachment BackboneElement CodeableConcept Coding ContactDetail ContactPoint Contributor Count DataRequirement Distance Dosage Duration Element ElementDefinition Expression Extension HumanName Identifier MarketingStatus Meta Money MoneyQuantity Narrative ParameterDefinition Period Population ProdCharacteristic ProductShelfLife Quantity Range Ratio Reference RelatedArtifact SampledData Signature SimpleQuantity SubstanceAmount Timing TriggerDefinition UsageContext base64Binary boolean canonical code date dateTime decimal id instant integer markdown oid positiveInt string time unsignedInt uri url uuid xhtml Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic Binary BiologicallyDerivedProduct BodyStructure Bundle CapabilityStatement CarePlan CareTeam CatalogEntry ChargeItem ChargeItemDefinition Claim ClaimResponse ClinicalImpression CodeSystem Communication CommunicationRequest CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue Device DeviceDefinition DeviceMetric DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference DomainResource EffectEvidenceSynthesis Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare EventDefinition Evidence EvidenceVariable ExampleScenario ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide InsurancePlan Invoice Library Linkage List Location Measure MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationKnowledge MedicationRequest MedicationStatement MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical MedicinalProductUndesirableEffect MessageDefinition MessageHeader MolecularSequence NamingSystem NutritionOrder Observation ObservationDefinition OperationDefinition OperationOutcome Organization OrganizationAffiliation Parameters Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse RelatedPerson RequestGroup ResearchDefinition ResearchElementDefinition ResearchStudy ResearchSubject Resource RiskAssessment RiskEvidenceSynthesis Schedule SearchParameter ServiceRequest Slot Specimen SpecimenDefinition StructureDefinition StructureMap Subscription Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task TerminologyCapabilities TestReport TestScript ValueSet VerificationResult VisionPrescription Type Any',
  'allergy-intolerance-category': 'food medication environment biologic',
  'allergy-intolerance-criticality': 'low high unable-to-assess',
  'allergy-intolerance-type': 'allergy intolerance',
  'allergyintolerance-clinical': 'active inactive resolved',
  'allergyintolerance-verification': 'unconfirmed confirmed refuted entered-in-error',
  'audit-event-action': 'C R U D E',
  'audit-event-outcome': '0 4 8 12',
  'bundle-type': 'document message transaction transaction-response batch batch-response history searchset collection',
  'care-plan-activity-kind': 'Appointment CommunicationRequest DeviceRequest MedicationRequest NutritionOrder Task ServiceRequest VisionPrescription',
  'care-plan-activity-status': 'not-started scheduled in-progress on-hold completed cancelled stopped unknown entered-in-error',
  'care-plan-intent': 'proposal plan order option',
  'composition-status': 'preliminary final amended entered-in-error',
  'condition-clinical': 'active recurrence relapse inactive remission resolved',
  'condition-ver-status': 'unconfirmed provisional differential confirmed refuted entered-in-error',
  'consent-data-meaning': 'instance related dependents authoredby',
  'consent-provision-type': 'deny permit',
  'consent-state-codes': 'draft proposed active rejected inactive entered-in-error',
  'contact-point-system': 'phone fax email pager url sms other',
  'contact-point-use': 'home work temp old mobile',
  'contributor-type': 'author editor reviewer endorser',
  'days-of-week': 'mon tue wed thu fri sat sun',
  'document-reference-status': 'current superseded entered-in-error',
  'document-relationship-type': 'replaces transforms signs appends',
  'encounter-location-status': 'planned active reserved completed',
  'encounter-status': 'planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown',
  'event-status': 'preparation in-progress not-done on-hold stopped completed entered-in-error unknown',
  'event-timing': 'MORN MORN.early MORN.late NOON AFT AFT.early AFT.late EVE EVE.early EVE.late NIGHT PHS HS WAKE C CM CD CV AC ACM ACD ACV PC PCM PCD PCV',
  'flag-status': 'active inactive entered-in-error',
  'fm-status': 'active cancelled draft entered-in-error',
  'goal-status': 'proposed planned accepted active on-hold completed cancelled entered-in-error rejected',
  'http-verb': 'GET HEAD POST PUT DELETE PATCH',
  'identifier-use': 'usual official temp secondary old',
  'issue-severity': 'fatal error warning information',
  'issue-type':
    'invalid structure required value invariant security login unknown expired forbidden suppressed processing not-supported duplicate multiple-matches not-found deleted too-long code-invalid extension too-costly business-rule conflict transient lock-error no-store exception timeout incomplete throttled informational',
  'link-type': 'replaced-by replaces refer seealso',
  'location-mode': 'instance kind',
  'location-status': 'active suspended inactive',
  'medication-statement-status': 'active completed entered-in-error intended stopped on-hold unknown not-taken',
  'name-use': 'usual official temp nickname anonymous old maiden',
  'narrative-status': 'generated extensions additional empty',
  'network-type': '1 2 3 4 5',
  'observation-status': 'registered preliminary final amended corrected cancelled entered-in-error unknown',
  'operation-parameter-use': 'in out',
  'provenance-entity-role': 'derivation revision quotation source removal',
  'quantity-comparator': '< <= >= >',
  'questionnaire-answers-status': 'in-progress completed amended entered-in-error stopped',
  'reaction-event-severity': 'mild moderate severe',
  'related-artifact-type': 'documentation justification citation predecessor successor derived-from depends-on composed-of',
  'request-intent': 'proposal plan directive order original-order reflex-order filler-order instance-order option',
  'request-priority': 'routine urgent asap stat',
  'request-status': 'draft active on-hold revoked completed entered-in-error unknown',
  'response-code': 'ok transient-error fatal-error',
  'search-entry-mode': 'match include outcome',
  'sort-direction': 'ascending descending',
  'subscription-channel-type': 'rest-hook websocket email sms message',
  'subscription-status': 'requested active error off',
  'task-intent': 'unknown proposal plan order original-order reflex-order filler-order instance-order option',
  'task-status': 'draft requested received accepted rejected ready cancelled in-progress on-hold failed completed entered-in-error',
  'trigger-type': 'named-event periodic data-changed data-added data-modified data-removed data-accessed data-access-ended',
  'units-of-time': 's min h d wk mo a',
};
/** The code system of those sets that bind a CodeableConcept. */
export const codeSystems: Record<string, string> = {
  'allergyintolerance-clinical': 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical',
  'allergyintolerance-verification': 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification',
  'condition-clinical': 'http://terminology.hl7.org/CodeSystem/condition-clinical',
  'condition-ver-status': 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
};
export const resourceTypes =
  'Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic Binary BiologicallyDerivedProduct BodyStructure Bundle CapabilityStatement CarePlan CareTeam CatalogEntry ChargeItem ChargeItemDefinition Claim ClaimResponse ClinicalImpression CodeSystem Communication CommunicationRequest CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue Device DeviceDefinition DeviceMetric DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference EffectEvidenceSynthesis Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare EventDefinition Evidence EvidenceVariable ExampleScenario ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide InsurancePlan Invoice Library Linkage List Location Measure MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationKnowledge MedicationRequest MedicationStatement MedicinalProduct MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical MedicinalProductUndesirableEffect MessageDefinition MessageHeader MolecularSequence NamingSystem NutritionOrder Observation ObservationDefinition OperationDefinition OperationOutcome Organization OrganizationAffiliation Parameters Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse RelatedPerson RequestGroup ResearchDefinition ResearchElementDefinition ResearchStudy ResearchSubject RiskAssessment RiskEvidenceSynthesis Schedule SearchParameter ServiceRequest Slot Specimen SpecimenDefinition StructureDefinition StructureMap Subscription SubscriptionStatus Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task TerminologyCapabilities TestReport TestScript ValueSet VerificationResult VisionPrescription';
