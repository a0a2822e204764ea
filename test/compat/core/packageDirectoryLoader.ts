import { underTest, type NewestCore } from './underTest';

type Loader = InstanceType<NewestCore['PackageDirectoryLoader']>;

/** Older loaders keep what they loaded in maps, nodes by their full name, and leave it to others to look there. */
class LoaderWithLookUp extends underTest.PackageDirectoryLoader {
	override getNode(name: string): ReturnType<Loader['getNode']> {
		return found(this.nodeTypes[`${this.packageName}.${name}`] ?? this.nodeTypes[name], name);
	}

	override getCredential(name: string): ReturnType<Loader['getCredential']> {
		return found(this.credentialTypes[name], name);
	}
}

function found<Loaded>(loaded: Loaded | undefined, name: string): Loaded {
	if (!loaded) throw new Error(`${name} was not loaded`);
	return loaded;
}

export const PackageDirectoryLoader =
	'getNode' in underTest.PackageDirectoryLoader.prototype
		? underTest.PackageDirectoryLoader
		: LoaderWithLookUp;
