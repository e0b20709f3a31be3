/** The shape of a namespace in any language: the same keys, and the further plural forms that a language may need. */
export type Words<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Words<English[Key]>;
} & { readonly [plural: `${string}_${'few' | 'many'}`]: string };
