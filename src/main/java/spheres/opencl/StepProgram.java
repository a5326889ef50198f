package spheres.opencl;

import org.bytedeco.opencl._cl_program;
import spheres.network.Architecture;

/** A family's step on a device. */
sealed interface StepProgram permits ReluProgram, QuadraticProgram {
    /** Rows and columns of weights that a group updates. */
    int TILE = 64;
    /** Integers that describe a layer to the update. */
    int LAYER = 7;

    static StepProgram of(Architecture architecture, BatchShape shape) {
        return architecture.match(
                relu -> new ReluProgram(relu, shape), quadratic -> new QuadraticProgram(quadratic, shape));
    }

    /** Where the network's vector stands on the device. */
    Layout parameters();

    /** Where the running statistics of a further decay stand; of length 0 where there are none. */
    Layout statistics();

    /** The resource with the family's kernels. */
    String source();

    /** What they are compiled with beside the batch's shape and Adam's settings. */
    String options();

    /** The number of floats in each piece of memory that the kernels need beside {@link Memory}. */
    long[] scratch();

    /** The kernels with their memory. */
    StepKernels kernels(OpenCl openCl, _cl_program program, Memory memory, int furtherDecays);

    /** The tiles of a layer's weights. */
    static int tiles(int inputs, int units) {
        return Math.multiplyExact(BatchShape.ceiling(inputs, TILE), BatchShape.ceiling(units, TILE));
    }
}
