export * from './image-field';
export * from './image-state';
export * from './image-type';
export * from './operating-system-type';
export * from './required-tenancy';
export * from './workspace-images';
export * from './workspace-images-props';
export * from './workspace-images-provider';
