export declare function definitionPage(root: string): string;
