package spheres.opencl;

import java.util.stream.Stream;

/** Brings the samples of a block of steps to a device. */
interface Samples {

    /**
     * Writes points and labels to their places on the device.
     *
     * @param first the position of the first in the order of training
     * @param steps whose samples are asked for, in slots from 0 on
     */
    void fill(long first, int steps);

    /** The kernels that draw them; none where the host does. */
    Stream<Kernel> kernels();
}
