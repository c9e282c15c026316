package dev.connections.samples.files;

import dev.connections.ConnectionException;
import dev.connections.files.FileConditionException;
import dev.connections.files.FileFormatException;
import dev.connections.files.FilesException;
import dev.connections.files.MissingFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.ModelAndView;

/** Shows what went wrong. Details of the store are logged, not shown. */
@ControllerAdvice
class Problems {

    private static final Logger logger = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ModelAndView missing(MissingFileException failure) {
        return page(HttpStatus.NOT_FOUND, "There is no such file");
    }

    @ExceptionHandler
    ModelAndView present(FileConditionException failure) {
        return page(HttpStatus.CONFLICT, "There is a file with this name already");
    }

    @ExceptionHandler
    ModelAndView malformed(FileFormatException failure) {
        String line = (failure.line() > 0) ? " in line " + failure.line() : "";
        return page(HttpStatus.UNPROCESSABLE_CONTENT, "The file is no valid table: there is an error" + line);
    }

    @ExceptionHandler
    ModelAndView tooLarge(MaxUploadSizeExceededException failure) {
        return page(HttpStatus.CONTENT_TOO_LARGE, "The file is too large");
    }

    @ExceptionHandler
    ModelAndView readOnly(UnsupportedOperationException failure) {
        return page(HttpStatus.METHOD_NOT_ALLOWED, "These files cannot be changed");
    }

    /** A path with {@code ..}, or an upload without a name. */
    @ExceptionHandler
    ModelAndView unsuitable(IllegalArgumentException failure) {
        return page(HttpStatus.BAD_REQUEST, "The name of the file is not valid");
    }

    @ExceptionHandler({FilesException.class, ConnectionException.class})
    ModelAndView failed(RuntimeException failure) {
        logger.warn("A request about a file failed", failure);
        return page(HttpStatus.BAD_GATEWAY, "The files are not available at the moment. Please try again later");
    }

    private static ModelAndView page(HttpStatus status, String problem) {
        ModelAndView page = new ModelAndView("problem");
        page.addObject("problem", problem);
        page.setStatus(status);
        return page;
    }
}
