package spheres.opencl;

import static org.bytedeco.opencl.global.OpenCL.*;

import java.util.Map;

/** A call of OpenCL that failed. */
final class OpenClError extends RuntimeException {
    private static final Map<Integer, String> NAMES = Map.of(
            CL_DEVICE_NOT_AVAILABLE, "CL_DEVICE_NOT_AVAILABLE",
            CL_MEM_OBJECT_ALLOCATION_FAILURE, "CL_MEM_OBJECT_ALLOCATION_FAILURE",
            CL_OUT_OF_RESOURCES, "CL_OUT_OF_RESOURCES",
            CL_OUT_OF_HOST_MEMORY, "CL_OUT_OF_HOST_MEMORY",
            CL_BUILD_PROGRAM_FAILURE, "CL_BUILD_PROGRAM_FAILURE",
            CL_INVALID_COMMAND_QUEUE, "CL_INVALID_COMMAND_QUEUE",
            CL_INVALID_BUFFER_SIZE, "CL_INVALID_BUFFER_SIZE",
            CL_INVALID_WORK_GROUP_SIZE, "CL_INVALID_WORK_GROUP_SIZE");

    private final int code;

    OpenClError(String call, int code) {
        super(call + " gave " + NAMES.getOrDefault(code, "error") + " " + code);
        this.code = code;
    }

    static void check(String call, int code) {
        if (code != CL_SUCCESS) {
            throw new OpenClError(call, code);
        }
    }

    /** Whether the device had no memory left. */
    boolean isOfMemory() {
        return code == CL_MEM_OBJECT_ALLOCATION_FAILURE || code == CL_INVALID_BUFFER_SIZE;
    }
}
