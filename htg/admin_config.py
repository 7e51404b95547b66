from django.contrib.admin.apps import AdminConfig


class GardenAdminConfig(AdminConfig):
    """Django's admin with our site. A module of its own: Django reads it before any model can be imported."""

    default_site = "htg.admin_site.GardenAdminSite"
