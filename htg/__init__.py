from htg.celery import app as celery_app

# shared_task finds the app here, in every process that loads Django.
__all__ = ["celery_app"]
