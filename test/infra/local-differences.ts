/** Everything in which the template of the local stage may differ from the cloud's, and why. At most ten rows. */
type Difference = { /** Where in the template, as `Resources.X.Properties.Y`. */ where: RegExp; because: string };

export const localDifferences: Difference[] = [
  { where: /^Parameters\.\w+\.Default$/, because: 'The local stage asks nobody: its parameters have values.' },
  { where: /^Parameters\.FrontDoorHashes\./, because: 'There is no front door whose secret could be known.' },
  { where: /^Resources\.\w+\.(DeletionPolicy|UpdateReplacePolicy)$/, because: 'A local hub leaves nothing behind.' },
  { where: /^Resources\.Table\w+\.Properties\.DeletionProtectionEnabled$/, because: 'A local hub leaves nothing behind, its tables included.' },
  {
    where: /^Resources\.(Api|Web|Systems|Figures|Study|Send)\w+\.Properties\.Environment\.Variables\.ALLOW_LOOPBACK$/,
    because: 'The organisations of a local hub live on the same machine.',
  },
  { where: /^Resources\.\w*FrontDoor\w*$/, because: 'Nothing reaches a local hub but its own machine: no CDN stands before it.' },
  {
    where: /^Resources\.Route\w+\.Properties\.(AuthorizationType|AuthorizerId\..*)$/,
    because: 'Without a front door nobody is asked whether he came through it.',
  },
  {
    where:
      /^(Resources\.SignIn(?!Broken)\w*|Parameters\.(Oidc\w+|SignInDomain)\.\w+|Outputs\.SignInPool\..*|Resources\.Web\w+\.Properties\.Environment\.Variables\.OIDC_\w+(\..*)?)$/,
    because: 'People of a local hub sign in at an issuer on its own machine, whose address the hub fills in.',
  },
  { where: /^Resources\.Stage\w+\.Properties\.StageVariables\./, because: 'Without a front door its secrets are not known either.' },
];
