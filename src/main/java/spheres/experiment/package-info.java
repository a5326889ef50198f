/** The paper's experiments: which networks are built or trained, and what is looked for on them. */
@NullMarked
package spheres.experiment;

import org.jspecify.annotations.NullMarked;
