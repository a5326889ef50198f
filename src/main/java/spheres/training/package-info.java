/** A training run as data, the trainer, its checkpoints and progress. */
@NullMarked
package spheres.training;

import org.jspecify.annotations.NullMarked;
